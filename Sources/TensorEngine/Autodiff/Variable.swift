/// A value that an operation works on: a tensor, and where on its tape it came from.
public struct Variable: Sendable {
  /// The numbers.
  public let value: Tensor
  /// The entry that produced it; nil for a constant, which gets no gradient.
  let origin: Origin?

  /// A place on a tape.
  struct Origin {
    /// The tape's number.
    let tape: Int
    /// The number of the entry on it.
    let entry: Int
  }

  /// The shape of ``value``.
  public var shape: Shape { value.shape }

  /// Whether a gradient can reach it.
  public var isDifferentiable: Bool { origin != nil }

  /// A value that no gradient is wanted for. It may be used on any tape.
  public init(constant value: Tensor) {
    self.value = value
    origin = nil
  }

  /// What an entry of a tape produced.
  init(value: Tensor, origin: Origin) {
    self.value = value
    self.origin = origin
  }
}
