import TensorEngine

/// What makes a kind of GAN: its networks, and who is fed which labels.
public struct GANKind: Sendable {
  /// Which labels the fakes of the discriminator's step are made of.
  public enum FakeLabels: Sendable { case sampled, ofTheRealBatch, none }
  /// Which labels the generator's step takes.
  public enum GeneratorStepLabels: Sendable { case ofTheFakes, sampled, none }

  /// As `build` takes it.
  public let name: String
  /// What the discriminator's default rate of dropout is.
  public let dropout: Float
  public let fakeLabels: FakeLabels
  public let generatorStepLabels: GeneratorStepLabels
  /// Whether labels are an input of the discriminator.
  public let discriminatorTakesLabels: Bool
  /// Whether the discriminator says which label it sees, in a second head `label`.
  public let hasLabelHead: Bool
  let generator: @Sendable (ImageSpecification, Hyperparameters, inout RandomStream) -> Network
  let discriminator: @Sendable (ImageSpecification, Hyperparameters, inout RandomStream) -> Network

  /// Whether labels are an input of the generator.
  public var generatorTakesLabels: Bool { fakeLabels != .none }

  /// Every kind there is.
  public static let all: [GANKind] = [.acgan, .cgan, .dcgan]

  /// The kind of that name.
  public static func named(_ name: String) -> GANKind? { all.first { $0.name == name } }
}

/// The slope of every LeakyReLU.
let leakyRelu = Activation.leakyRelu(slope: 0.2)

/// Batch normalisation as all three kinds use it.
func normalization() -> BatchNormalization { BatchNormalization(momentum: 0.8, epsilon: 1e-3) }
