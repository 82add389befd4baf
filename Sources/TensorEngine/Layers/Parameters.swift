/// Tensors by name, in the order in which a network lists them: its weights, or gradients, or an
/// optimizer's moments.
public struct Parameters: Sendable {
  /// The names, in order.
  public private(set) var names: [String] = []
  private var tensors: [String: Tensor] = [:]

  /// None.
  public init() {}

  /// A tensor by name, nil where there is none. A new one comes last; nil removes it.
  public subscript(name: String) -> Tensor? {
    get { tensors[name] }
    set {
      if tensors[name] == nil, newValue != nil { names.append(name) }
      if newValue == nil { names.removeAll { $0 == name } }
      tensors[name] = newValue
    }
  }

  /// Changes one tensor in place, without a copy of what nobody else holds.
  mutating func update(_ name: String, _ body: (inout Tensor) -> Void) {
    guard var tensor = tensors.removeValue(forKey: name) else { return }
    body(&tensor)
    tensors[name] = tensor
  }

  /// Takes a tensor out, to be changed without a copy, until it is put back; its name keeps its place.
  mutating func take(_ name: String) -> Tensor? { tensors.removeValue(forKey: name) }

  /// Puts back what was taken.
  mutating func put(_ tensor: Tensor, back name: String) { tensors[name] = tensor }

  /// The number of elements of all tensors.
  public var elementCount: Int { tensors.values.reduce(0) { $0 + $1.count } }
}

extension Parameters {
  /// The Euclidean norm of all elements together.
  public var norm: Float {
    Float(reduce(0.0) { $0 + $1.tensor.squareSum }.squareRoot())
  }

  /// The name of the first tensor with a number that is not finite; nil where there is none.
  public var firstNotFinite: String? { first { !$0.tensor.isFinite }?.name }
}

extension Parameters: Sequence {
  public func makeIterator() -> AnyIterator<(name: String, tensor: Tensor)> {
    var rest = names.makeIterator()
    return AnyIterator {
      guard let name = rest.next(), let tensor = tensors[name] else { return nil }
      return (name, tensor)
    }
  }
}

extension BitDigest {
  /// Takes in tensors with their names, in their order.
  public mutating func add(_ parameters: Parameters) {
    for (name, tensor) in parameters {
      for byte in name.utf8 { add(UInt64(byte)) }
      add(tensor)
    }
  }
}
