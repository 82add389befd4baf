/// A value that an operation works on: a tensor, and where on the tape it came from.
public struct Variable: Sendable {
  public let value: Tensor
  /// The entry that produced it; nil for a constant, which gets no gradient.
  let entry: Int?

  public var shape: Shape { value.shape }

  /// Whether a gradient can reach it.
  public var isDifferentiable: Bool { entry != nil }

  /// A value that no gradient is wanted for.
  public init(constant value: Tensor) {
    self.value = value
    entry = nil
  }

  fileprivate init(value: Tensor, entry: Int) {
    self.value = value
    self.entry = entry
  }
}

/// A record of operations, walked backward once to differentiate a result.
///
/// Operations are coarse (a whole convolution with its bias and activation), so an iteration is a
/// few dozen entries. Each operation has one pullback for all its operands, told which of them need
/// a gradient: the gradients of a convolution's kernel, bias and input begin with the same pass
/// over the incoming gradient, and those that nobody asked for are never computed.
///
///     let tape = Tape()
///     let weight = tape.variable(Tensor([2, 3], shape: [2, 1]))
///     let y = tape.dense(Variable(constant: x), weight: weight, bias: nil)
///     let gradients = try tape.gradients(of: tape.mean(y))
///     print(gradients[weight])
public final class Tape {
  /// The gradients of the operands that are wanted, in operand order; nil for the others.
  typealias Pullback = (_ dy: consuming Tensor, _ wanted: [Bool]) -> [Tensor?]

  /// The same for operations that take or give gradients which are not computed yet.
  typealias DeferringPullback = (_ dy: PendingGradient, _ wanted: [Bool]) -> [PendingGradient?]

  private struct Entry {
    let operands: [Int?]
    let pullback: DeferringPullback?
    let place: LayerTimes.Place?
  }
  private var entries: [Entry] = []

  /// Where it notes the time of each layer.
  let times: LayerTimes?

  /// - Parameter times: notes the time of each layer that is recorded here, forward and backward.
  public init(times: LayerTimes? = nil) { self.times = times }

  /// Does a part of a forward pass, and notes its time where times are noted.
  package func forward<Result>(
    _ network: String, layer: Int?, _ body: () throws -> Result
  ) rethrows -> Result {
    guard let times else { return try body() }
    return try times.forward(LayerTimes.Place(network: network, layer: layer), body)
  }

  /// A value whose gradient will be asked for.
  public func variable(_ value: Tensor) -> Variable {
    entries.append(Entry(operands: [], pullback: nil, place: nil))
    return Variable(value: value, entry: entries.count - 1)
  }

  /// Notes how `value` came from `operands`. Where all of them are constants, so is the result, and
  /// what the pullback would keep alive is let go of.
  func record(
    _ value: Tensor, from operands: [Variable], pullback: @escaping Pullback
  ) -> Variable {
    recordDeferring(value, from: operands) { dy, wanted in
      pullback(dy.tensor, wanted).map { $0.map(PendingGradient.computed) }
    }
  }

  /// The same for an operation that takes gradients which are not computed yet, or leaves them so.
  func recordDeferring(
    _ value: Tensor, from operands: [Variable], pullback: @escaping DeferringPullback
  ) -> Variable {
    guard operands.contains(where: \.isDifferentiable) else { return Variable(constant: value) }
    entries.append(
      Entry(operands: operands.map(\.entry), pullback: pullback, place: times?.place))
    return Variable(value: value, entry: entries.count - 1)
  }

  /// Gradients of the leaves that were made by ``variable(_:)``.
  public struct Gradients: Sendable {
    fileprivate var leaves: [Int: Tensor]

    /// The gradient with respect to a leaf: of its shape; nil where the result does not depend on it.
    public subscript(variable: Variable) -> Tensor? {
      variable.entry.flatMap { leaves[$0] }
    }
  }

  /// Differentiates a result. The tape is empty afterwards: what its operations kept is freed while
  /// the walk goes on.
  ///
  /// - Parameters:
  ///   - result: what to differentiate.
  ///   - seed: the gradient that comes in, of the result's shape; without it the result must be one
  ///     number and the seed is 1.
  ///   - poll: called between operations; what it throws ends the walk.
  public func gradients(
    of result: Variable, seed: Tensor? = nil, poll: () throws -> Void = {}
  ) throws -> Gradients {
    precondition(
      seed.map { $0.shape == result.shape } ?? (result.value.count == 1),
      "Tape.gradients: a result of shape \(result.shape) needs a seed of that shape")
    var pending: [Int: PendingGradient] = [:]
    if let entry = result.entry {
      pending[entry] = .computed(seed ?? Tensor(repeating: 1, shape: result.shape))
    }
    var leaves: [Int: Tensor] = [:]
    while let entry = entries.popLast() {
      guard let dy = pending.removeValue(forKey: entries.count) else { continue }
      guard let pullback = entry.pullback else {
        leaves[entries.count] = dy.tensor
        continue
      }
      try poll()
      let wanted = entry.operands.map { $0 != nil }
      let found =
        if let times, let place = entry.place {
          times.backward(place) { pullback(dy, wanted) }
        } else {
          pullback(dy, wanted)
        }
      for (operand, gradient) in zip(entry.operands, found) {
        guard let operand, let gradient else { continue }
        if let other = pending.removeValue(forKey: operand) {
          var sum = other.tensor
          sum.add(gradient.tensor)
          pending[operand] = .computed(sum)
        } else {
          pending[operand] = gradient
        }
      }
    }
    return Gradients(leaves: leaves)
  }
}

/// A gradient on its way back.
enum PendingGradient {
  case computed(Tensor)
  /// Of a normalisation's input. The operation before it computes it where it needs it, part by
  /// part, which saves writing it to memory and reading it back.
  case ofNormalization(NormalizationGradient)

  /// The gradient, computed now if it is not yet.
  var tensor: Tensor {
    switch self {
    case .computed(let tensor): tensor
    case .ofNormalization(let gradient): gradient.tensor
    }
  }
}
