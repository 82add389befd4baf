import GANs
import Language
import Synchronization

/// The names of layers of each kind of model, for a check before the model is built.
enum LayerNames {
  /// By kind, then by network. Drawing the weights that are not needed here takes a moment, so each
  /// kind is built once.
  private static let known = Mutex<[String: [String: [String]]]>([:])

  /// The layers of `G` or `D`; nil for an unknown kind.
  static func names(kind: String, network: String) -> [String]? {
    known.withLock { known in
      if let names = known[kind] { return names[network] }
      guard let gan = GANKind.named(kind),
        let images = try? ImageSpecification(side: 8, classes: 2)
      else { return nil }
      var smallest = Hyperparameters(for: gan)
      smallest.latentWidth = 1
      guard
        let run = try? Run(kind: gan, images: images, hyperparameters: smallest, seed: 0)
      else { return nil }
      known[kind] = ["G": run.generator.layerNames, "D": run.discriminator.layerNames]
      return known[kind]?[network]
    }
  }
}
