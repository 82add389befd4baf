import TensorEngine

/// What shows that a run has diverged: a number that is not finite, or a loss that no training comes
/// back from.
public struct Divergence: Equatable, Sendable {
  /// A quantity of ``Measurement/series`` that is off.
  public struct Quantity: Equatable, Sendable {
    /// Its name in ``Measurement/series``.
    public let name: String
    /// What it was.
    public let value: Float
  }

  /// The first such quantity; nil where all are good, and a tensor alone is not.
  public let quantity: Quantity?
  /// The first tensor with a number that is not finite, by its name in the language:
  /// `G.conv2.weight`, `D.bn1.gamma.v`. Nil where there is none.
  public let tensor: String?
  /// The iteration that the run was in or had completed when it was seen.
  public let iteration: Int
}

extension Run {
  /// A loss above it counts as diverged. Cross-entropies of a training that works stay below 100; a
  /// network that is a million units sure of what is wrong has lost its way.
  public static let largestLoss: Float = 1e6

  /// What the last measurements show by themselves, at no cost: losses, and norms of gradients, in
  /// which a number that is not finite shows before it gets into a weight.
  private var divergedQuantity: Divergence.Quantity? {
    let current = phase == .draw ? [] : [measurement]
    for measurement in history.suffix(1) + current {
      for (name, value) in Measurement.series {
        let value = value(measurement)
        let isLoss = name.hasPrefix("loss")
        guard isLoss || name.hasPrefix("grad") else { continue }
        if !value.isFinite || isLoss && value > Self.largestLoss {
          return .init(name: name, value: value)
        }
      }
    }
    return nil
  }

  /// What shows that the run has diverged; nil where nothing does.
  ///
  /// - Parameter inTensors: whether to look through all parameters and moments, too, which takes
  ///   about a hundredth of an iteration.
  public func divergence(inTensors: Bool) -> Divergence? {
    let quantity = divergedQuantity
    let tensor = inTensors || quantity != nil ? firstNotFinite?.name : nil
    guard quantity != nil || tensor != nil else { return nil }
    return Divergence(
      quantity: quantity, tensor: tensor, iteration: position.iteration)
  }
}
