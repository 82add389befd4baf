/// Tensors by name, in the order in which a network lists them: its weights, or gradients, or an
/// optimizer's moments.
public struct Parameters: Sendable {
  public private(set) var names: [String] = []
  private var tensors: [String: Tensor] = [:]

  public init() {}

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

/// How a parameter starts.
public enum Initializer: Sendable, Hashable {
  case zeros
  case ones
  /// U(-limit, limit).
  case uniform(limit: Float)
  /// U(-l, l) with l = √(6 / (fanIn + fanOut)); Glorot and Bengio 2010,
  /// https://proceedings.mlr.press/v9/glorot10a.html
  case glorotUniform(fanIn: Int, fanOut: Int)

  func callAsFunction(shape: Shape, using random: inout RandomStream) -> Tensor {
    switch self {
    case .zeros: return Tensor(zeros: shape)
    case .ones: return Tensor(repeating: 1, shape: shape)
    case .uniform(let limit): return random.uniform(-limit, limit, shape: shape)
    case .glorotUniform(let fanIn, let fanOut):
      let limit = (6 / Float(fanIn + fanOut)).squareRoot()
      return random.uniform(-limit, limit, shape: shape)
    }
  }
}

/// What a layer says about one of its parameters.
public struct ParameterSpecification: Sendable {
  /// `weight`, `bias`, `gamma`, `beta`, `mean` or `variance`.
  public let name: String
  public let shape: Shape
  public let initializer: Initializer
  /// False for moving statistics, which no gradient reaches.
  public let isTrainable: Bool

  public init(_ name: String, _ shape: Shape, _ initializer: Initializer, isTrainable: Bool = true)
  {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
  }
}
