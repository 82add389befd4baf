/// Where the time of passes through networks goes, by layer.
///
/// A tape that is given one notes how long each layer takes forward, and how long its operations take
/// backward. Where an operation computes what another one left to it (the gradient of a normalisation
/// is computed by the convolution before it), the time is the former's.
public final class LayerTimes {
  /// A layer of a network.
  public struct Place: Hashable, Sendable {
    /// The name that the pass was given.
    public let network: String
    /// Counted through ``NetworkPlan/layersAndHeads``; nil for what comes after them.
    public let layer: Int?

    /// - Parameters:
    ///   - network: the name that the pass was given.
    ///   - layer: its number in ``NetworkPlan/layersAndHeads``; nil for what comes after them.
    public init(network: String, layer: Int?) {
      self.network = network
      self.layer = layer
    }
  }

  /// Sums over all passes.
  public struct Seconds: Sendable {
    /// Seconds of passes.
    public var forward = 0.0
    /// Seconds of ways back.
    public var backward = 0.0
  }

  /// The sums so far.
  public private(set) var seconds: [Place: Seconds] = [:]

  /// Nothing yet.
  public init() {}

  /// The sum of a place, zeros where nothing was noted.
  public subscript(network: String, layer: Int?) -> Seconds {
    seconds[Place(network: network, layer: layer)] ?? Seconds()
  }

  /// Adds the time of a part of a pass, forward or backward, to a place's.
  func time<Result>(
    _ direction: WritableKeyPath<Seconds, Double>, of place: Place, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    seconds[place, default: Seconds()][keyPath: direction] += (.now - start) / .seconds(1)
    return result
  }
}
