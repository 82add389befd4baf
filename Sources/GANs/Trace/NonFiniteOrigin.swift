import TensorEngine

/// Where the first number of a run came from that is not finite.
public struct NonFiniteOrigin: Sendable {
  /// What made it.
  public enum Source: Sendable, Equatable {
    /// An operation of a pass.
    case operation(name: String, ObservedOperation.Direction)
    /// The step of a network's optimizer, `G` or `D`.
    case update(String)
    /// The moving statistics of a layer, whose output is finite.
    case movingStatistics
    /// The batch: what was drawn.
    case batch
    /// It was there in the state that the replay began at.
    case state
  }

  /// Before the phase that made it.
  public let position: RunPosition
  /// What made it.
  public let source: Source
  /// The layer at work, `D.conv2`, or `the loss`; nil where none was.
  public let layer: String?
  /// What has it.
  public let tensor: NamedTensor
  /// What that was computed from, with what is known of their names.
  public let inputs: [NamedTensor]
}
