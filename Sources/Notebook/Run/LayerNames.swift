import GANs
import TensorEngine

/// The names of layers of each kind of model, for a check before the model is built.
enum LayerNames {
  /// The layers of `G` or `D`; nil for a kind that is none of `kinds`.
  static func names(kind: String, network: String, in kinds: [GANKind]) -> [String]? {
    GANKind.named(kind, in: kinds)?.usualPlans?[network == "G" ? 0 : 1].layerNames
  }
}

extension GANKind {
  /// The plans of generator and discriminator as `build` makes them without data; sizes change no
  /// name. Nil for a kind that cannot be built so.
  var usualPlans: [NetworkPlan]? {
    guard let images = try? ImageSpecification(side: 28, classes: 10),
      let plans = try? plans(for: images, Hyperparameters(for: self))
    else { return nil }
    return [plans.generator, plans.discriminator]
  }
}
