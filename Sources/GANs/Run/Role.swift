import TensorEngine

extension Run {
  /// Which of its two networks.
  public enum Role: String, Sendable, CaseIterable {
    /// Makes images of noise.
    case generator = "G"
    /// Judges images.
    case discriminator = "D"
  }

  /// A network by its role.
  public func network(_ role: Role) -> Network {
    role == .generator ? generator : discriminator
  }

  /// What moves the parameters of a network.
  public func optimizer(_ role: Role) -> any Optimizer {
    role == .generator ? generatorOptimizer : discriminatorOptimizer
  }
}
