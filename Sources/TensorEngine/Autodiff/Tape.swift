import Synchronization

/// A record of operations, walked backward once to differentiate a result.
///
/// Operations are coarse (a whole convolution with its bias and activation), so an iteration is a
/// few dozen entries. Each operation has one pullback for all its operands, told which of them need
/// a gradient: the gradients of a convolution's kernel, bias and input begin with the same pass
/// over the incoming gradient, and those that nobody asked for are never computed.
///
///     let tape = Tape()
///     let x = Tensor([1, 2, 3, 4], shape: [2, 2])
///     let weight = tape.variable(Tensor([2, 3], shape: [2, 1]))
///     let y = tape.dense(Variable(constant: x), weight: weight, bias: nil)
///     let gradients = try tape.gradients(of: tape.mean(y))
///     print(gradients[weight] ?? x)  // [[2.] [3.]]
///
/// A tape is used up by ``gradients(of:seed:poll:)``; the next step records on a new one. Variables
/// belong to the tape that made them, constants to none. To use a variable on another tape, or a tape
/// that is used up, stops the process.
public final class Tape {
  /// From the gradient of an operation's result to those of its operands, in their order.
  ///
  /// - Parameters:
  ///   - dy: the gradient of the result, of its shape.
  ///   - wanted: for each operand whether its gradient is asked for.
  /// - Returns: for each operand its gradient, of its shape; for those that are not wanted, nil does.
  public typealias Pullback = (_ dy: consuming Tensor, _ wanted: [Bool]) -> [Tensor?]

  /// The same for operations that take or give gradients which are not computed yet.
  typealias DeferringPullback = (_ dy: PendingGradient, _ wanted: [Bool]) -> [PendingGradient?]

  private struct Entry {
    let operands: [Int?]
    let pullback: DeferringPullback?
    let place: LayerTimes.Place
    /// What it works on, for who observes its way back; nil where nobody does.
    let observed: (operation: String, values: [Tensor])?
  }
  private var entries: [Entry] = []
  /// Whether its gradients were taken.
  private var isUsedUp = false
  /// Which tape it is, of all that ever were.
  private let identity = Tape.count.add(1, ordering: .relaxed).newValue
  private static let count = Atomic(0)

  /// Where it notes the time of each layer.
  let times: LayerTimes?
  /// Sees each operation; nil mostly.
  private let observer: ((ObservedOperation) -> Void)?
  /// What operations belong to that are recorded now.
  private var place = LayerTimes.Place(network: "", layer: nil)

  /// A tape with nothing on it.
  ///
  /// - Parameters:
  ///   - times: notes the time of each layer that is recorded here, forward and backward.
  ///   - observer: called after each operation, and again after its way back. What is computed is the
  ///     same with it, bit by bit; all intermediate results stay in memory until the walk backward.
  public init(times: LayerTimes? = nil, observer: ((ObservedOperation) -> Void)? = nil) {
    self.times = times
    self.observer = observer
  }

  /// Does a part of a forward pass, and notes its time where times are noted; operations recorded
  /// meanwhile belong to the place.
  package func forward<Result>(
    _ network: String, layer: Int?, _ body: () throws -> Result
  ) rethrows -> Result {
    guard times != nil || observer != nil else { return try body() }
    place = LayerTimes.Place(network: network, layer: layer)
    defer { place = LayerTimes.Place(network: network, layer: nil) }
    guard let times else { return try body() }
    return try times.time(\.forward, of: place, body)
  }

  /// Shows an operation to who observes; where nobody does, its operands are not asked for.
  func observe(
    _ value: Tensor, from operands: @autoclosure () -> [Variable], operation: String
  ) {
    guard let observer else { return }
    observer(
      ObservedOperation(
        operation, .forward, place, operands: operands().map(\.value), results: [value]))
  }

  /// A value whose gradient will be asked for.
  public func variable(_ value: Tensor) -> Variable {
    append(Entry(operands: [], pullback: nil, place: place, observed: nil), value)
  }

  private func append(_ entry: Entry, _ value: Tensor) -> Variable {
    require(!isUsedUp, "Tape: its gradients were taken, record on a new one")
    entries.append(entry)
    return Variable(value: value, origin: .init(tape: identity, entry: entries.count - 1))
  }

  /// The entry that produced a variable of this tape; nil for a constant.
  private func entry(of variable: Variable) -> Int? {
    guard let origin = variable.origin else { return nil }
    require(
      origin.tape == identity, "Tape: a variable of shape \(variable.shape) is of another tape")
    return origin.entry
  }

  /// Notes how `value` came from `operands`: this is how every operation gets onto a tape, and how one
  /// of your own does.
  ///
  ///     extension Tape {
  ///       /// y = x³; dx = 3x² · dy.
  ///       func cube(_ x: Variable) -> Variable {
  ///         let y = x.value * x.value * x.value
  ///         return record(y, from: [x]) { [x = x.value] dy, _ in [3 * x * x * dy] }
  ///       }
  ///     }
  ///
  /// Where all operands are constants, so is the result, and what the pullback would keep alive is let
  /// go of. Capture tensors only, never the tape: what stands in the capture list is what is kept
  /// until the walk backward.
  ///
  /// - Parameters:
  ///   - value: the result.
  ///   - operands: what it was computed from: variables of this tape, and constants.
  ///   - operation: what it is called for who observes; the function that it is recorded in.
  ///   - pullback: the gradients of the operands from that of the result; it is called at most once.
  ///     The process stops where it returns another number of gradients, or one of another shape than
  ///     its operand's.
  public func record(
    _ value: Tensor, from operands: [Variable], operation: String = #function,
    pullback: @escaping Pullback
  ) -> Variable {
    observe(value, from: operands, operation: operation)
    guard operands.contains(where: \.isDifferentiable) else { return Variable(constant: value) }
    return append(value, from: operands, operation) {
      [shapes = operands.map(\.shape)] dy, wanted in
      let gradients = pullback(dy.tensor, wanted)
      require(
        gradients.count == shapes.count,
        "Tape.record: the pullback gives \(gradients.count) gradients for \(shapes.count) operands")
      for (gradient, shape) in zip(gradients, shapes) {
        require(
          gradient?.shape ?? shape == shape,
          "Tape.record: the pullback gives \(gradient?.shape ?? []) for an operand of \(shape)")
      }
      return gradients.map { $0.map(PendingGradient.computed) }
    }
  }

  /// The same for an operation that takes gradients which are not computed yet, or leaves them so.
  func recordDeferring(
    _ value: Tensor, from operands: [Variable], operation: String = #function,
    pullback: @escaping DeferringPullback
  ) -> Variable {
    observe(value, from: operands, operation: operation)
    guard operands.contains(where: \.isDifferentiable) else { return Variable(constant: value) }
    return append(value, from: operands, operation, pullback: pullback)
  }

  private func append(
    _ value: Tensor, from operands: [Variable], _ operation: String,
    pullback: @escaping DeferringPullback
  ) -> Variable {
    append(
      Entry(
        operands: operands.map(entry), pullback: pullback, place: place,
        observed: observer.map { _ in (operation, operands.map(\.value)) }), value)
  }

  /// Gradients of the leaves that were made by ``variable(_:)``.
  public struct Gradients: Sendable {
    fileprivate let tape: Int
    fileprivate let leaves: [Int: Tensor]

    /// The gradient with respect to a leaf: of its shape; nil for a constant, and where the result does
    /// not depend on it.
    public subscript(variable: Variable) -> Tensor? {
      guard let origin = variable.origin else { return nil }
      require(
        origin.tape == tape,
        "Tape.gradients: a variable of shape \(variable.shape) is of another tape")
      return leaves[origin.entry]
    }
  }

  /// Differentiates a result. The tape is used up afterwards: what its operations kept is freed while
  /// the walk goes on.
  ///
  /// - Parameters:
  ///   - result: what to differentiate: recorded on this tape, or a constant, whose gradients are nil.
  ///   - seed: the gradient that comes in, of the result's shape; without it the result must be one
  ///     number and the seed is 1.
  ///   - poll: called between operations; what it throws ends the walk.
  public func gradients(
    of result: Variable, seed: Tensor? = nil, poll: () throws -> Void = {}
  ) throws -> Gradients {
    require(!isUsedUp, "Tape: its gradients were taken, record on a new one")
    require(
      seed.map { $0.shape == result.shape } ?? (result.value.count == 1),
      "Tape.gradients: a result of shape \(result.shape) needs a seed of that shape, not \(seed.map { "\($0.shape)" } ?? "none")"
    )
    isUsedUp = true
    var pending: [Int: PendingGradient] = [:]
    if let entry = entry(of: result) {
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
        if let times {
          times.time(\.backward, of: entry.place) { pullback(dy, wanted) }
        } else {
          pullback(dy, wanted)
        }
      if let observer, let (operation, values) = entry.observed {
        observer(
          ObservedOperation(
            operation, .backward, entry.place, operands: values, incoming: dy.tensor,
            results: found.map { $0?.tensor }))
      }
      for (operand, gradient) in zip(entry.operands, found) {
        guard let operand, let gradient else { continue }
        if let other = pending.removeValue(forKey: operand) {
          var sum = other.tensor
          let terms = observer.map { _ in [sum, gradient.tensor] }
          sum.add(gradient.tensor)
          if let observer, let terms {
            observer(
              ObservedOperation(
                "sum of gradients", .backward, entry.place, operands: terms, results: [sum]))
          }
          pending[operand] = .computed(sum)
        } else {
          pending[operand] = gradient
        }
      }
    }
    return Gradients(tape: identity, leaves: leaves)
  }
}
