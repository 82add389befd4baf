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
  /// What operations belong to that are recorded now.
  private(set) var place = Place(network: "", layer: nil)

  /// Nothing yet.
  public init() {}

  /// The sum of a place, zeros where nothing was noted.
  public subscript(network: String, layer: Int?) -> Seconds {
    seconds[Place(network: network, layer: layer)] ?? Seconds()
  }

  /// Times a part of a forward pass; operations recorded meanwhile belong to the place.
  func forward<Result>(_ place: Place, _ body: () throws -> Result) rethrows -> Result {
    self.place = place
    defer { self.place = Place(network: place.network, layer: nil) }
    return try timed(\.forward, of: place, body)
  }

  /// Times an operation's way back.
  func backward<Result>(_ place: Place, _ body: () throws -> Result) rethrows -> Result {
    try timed(\.backward, of: place, body)
  }

  private func timed<Result>(
    _ direction: WritableKeyPath<Seconds, Double>, of place: Place, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    let result = try body()
    seconds[place, default: Seconds()][keyPath: direction] += (.now - start) / .seconds(1)
    return result
  }
}
