/// An operation on a tape as an observer sees it: what went in and what came out.
public struct ObservedOperation: Sendable {
  /// Which of an operation's two halves.
  public enum Direction: String, Sendable {
    /// From operands to the result.
    case forward
    /// From the gradient of the result to those of the operands.
    case backward
  }

  /// The function that records it, without its parameters: `convolution`.
  public let name: String
  /// Which half it is.
  public let direction: Direction
  /// The layer that it belongs to.
  public let place: LayerTimes.Place
  /// What it works on, in order; of a sum of gradients these.
  public let operands: [Tensor]
  /// Backward the gradient of the result, which comes in.
  public let incoming: Tensor?
  /// The result; backward the gradient of each operand, nil for one that nobody asked for.
  public let results: [Tensor?]

  init(
    _ function: String, _ direction: Direction, _ place: LayerTimes.Place, operands: [Tensor],
    incoming: Tensor? = nil, results: [Tensor?]
  ) {
    name = String(function.prefix { $0 != "(" })
    self.direction = direction
    self.place = place
    self.operands = operands
    self.incoming = incoming
    self.results = results
  }
}
