import GANs

/// The names of layers of each kind of model, for a check before the model is built.
enum LayerNames {
  /// The layers of `G` or `D`; nil for an unknown kind.
  static func names(kind: String, network: String) -> [String]? {
    guard let kind = GANKind.named(kind), let images = try? ImageSpecification(side: 8, classes: 2),
      let plans = try? kind.plans(for: images, Hyperparameters(for: kind))
    else { return nil }
    return (network == "G" ? plans.generator : plans.discriminator).layerNames
  }
}
