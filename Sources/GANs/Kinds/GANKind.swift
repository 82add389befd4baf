import TensorEngine

/// What makes a kind of GAN: its networks, who is fed which labels, and what it is trained for.
///
/// A kind of your own is one value. It trains, and with a list of kinds that has it in it, it is
/// saved and opened as the three of ``all`` are:
///
///     let kind = GANKind(
///       name: "tiny", summary: "a GAN of two dense layers", fakeLabels: .none,
///       generatorStepLabels: .none, discriminatorTakesLabels: false,
///       objective: Objective(validity: ValidityCrossEntropy()),
///       generator: { images, hyperparameters throws(NetworkPlanError) in
///         try NetworkPlan(
///           input: [hyperparameters.latentWidth],
///           layers: [
///             Dense(outputs: images.side * images.side, activation: .tanh),
///             Reshape([images.side, images.side, 1]),
///           ])
///       },
///       discriminator: { images, hyperparameters throws(NetworkPlanError) in
///         try NetworkPlan(
///           input: [images.side, images.side, 1], layers: [Reshape.flat],
///           heads: [("validity", Dense(outputs: 1))])
///       })
public struct GANKind: Sendable {
  /// Which labels the fakes of the discriminator's step are made of.
  public enum FakeLabels: Sendable {
    /// Drawn, uniform among the classes of the data.
    case sampled
    /// Those of the batch's real images.
    case ofTheRealBatch
    /// The generator takes no labels.
    case none
  }

  /// Which labels the generator's step takes.
  public enum GeneratorStepLabels: Sendable {
    /// Those of the fakes of the discriminator's step.
    case ofTheFakes
    /// Drawn anew, uniform among the classes of the data.
    case sampled
    /// The generator takes no labels.
    case none
  }

  /// Describes a network without its numbers, for images of a size and for hyperparameters.
  public typealias Plan =
    @Sendable (ImageSpecification, Hyperparameters) throws(NetworkPlanError) -> NetworkPlan

  /// As `build` takes it: a letter, then letters and digits.
  public let name: String
  /// What it is, in words: `a deep convolutional GAN, without labels`.
  public let summary: String
  /// What the discriminator's default rate of dropout is.
  public let dropout: Float
  /// Which labels the fakes of the discriminator's step are made of.
  public let fakeLabels: FakeLabels
  /// Which labels the generator's step takes.
  public let generatorStepLabels: GeneratorStepLabels
  /// Whether labels are an input of the discriminator.
  public let discriminatorTakesLabels: Bool
  /// What the discriminator's heads are trained for, and what the generator is told.
  public let objective: Objective
  /// What moves the parameters of a network with such hyperparameters.
  public let optimizer: @Sendable (Adam.Hyperparameters) -> any Optimizer
  private let generator: Plan
  private let discriminator: Plan

  /// - Parameters:
  ///   - name: as `build` takes it.
  ///   - summary: what it is, in words.
  ///   - dropout: what the discriminator's default rate of dropout is.
  ///   - fakeLabels: which labels the fakes of the discriminator's step are made of.
  ///   - generatorStepLabels: which labels the generator's step takes; `none` as those of the fakes,
  ///     or neither.
  ///   - discriminatorTakesLabels: whether labels are an input of the discriminator.
  ///   - objective: what the discriminator's heads are trained for; it must have those heads.
  ///   - optimizer: what moves the parameters; Adam unless it is said.
  ///   - generator: from noise [latent width] to an image [side, side, 1].
  ///   - discriminator: from an image [side, side, 1] to its heads.
  public init(
    name: String, summary: String, dropout: Float = 0, fakeLabels: FakeLabels,
    generatorStepLabels: GeneratorStepLabels, discriminatorTakesLabels: Bool,
    objective: Objective,
    optimizer: @escaping @Sendable (Adam.Hyperparameters) -> any Optimizer = { Adam($0) },
    generator: @escaping Plan, discriminator: @escaping Plan
  ) {
    self.name = name
    self.summary = summary
    self.dropout = dropout
    self.fakeLabels = fakeLabels
    self.generatorStepLabels = generatorStepLabels
    self.discriminatorTakesLabels = discriminatorTakesLabels
    self.objective = objective
    self.optimizer = optimizer
    self.generator = generator
    self.discriminator = discriminator
  }

  /// Whether labels are an input of the generator.
  public var generatorTakesLabels: Bool { fakeLabels != .none }

  /// Whether the discriminator says which label it sees.
  public var hasLabelHead: Bool { objective.label != nil }

  /// The kinds that come with this library.
  public static let all: [GANKind] = [.acgan, .cgan, .dcgan]

  /// The kind of that name; nil where none of the list has it.
  public static func named(_ name: String, in kinds: [GANKind] = all) -> GANKind? {
    kinds.first { $0.name == name }
  }

  /// Both networks without their numbers.
  ///
  /// - Throws: ``GANError/network(_:_:)`` where layers do not fit,
  ///   ``GANError/impossibleKind(name:why:)`` where networks, labels and objective do not,
  ///   ``GANError/outOfRange(name:value:range:)`` where a hyperparameter is none.
  public func plans(
    for images: ImageSpecification, _ hyperparameters: Hyperparameters
  ) throws(GANError) -> (generator: NetworkPlan, discriminator: NetworkPlan) {
    try hyperparameters.validate()
    func plan(_ network: String, _ make: Plan) throws(GANError) -> NetworkPlan {
      do throws(NetworkPlanError) {
        return try make(images, hyperparameters)
      } catch {
        throw .network(network, error)
      }
    }
    let plans = (
      generator: try plan("G", generator), discriminator: try plan("D", discriminator)
    )
    if let why = contradiction(in: plans, images, hyperparameters) {
      throw .impossibleKind(name: name, why: why)
    }
    return plans
  }

  private func contradiction(
    in plans: (generator: NetworkPlan, discriminator: NetworkPlan), _ images: ImageSpecification,
    _ hyperparameters: Hyperparameters
  ) -> String? {
    let (noise, image): (Shape, Shape) = (
      [1, hyperparameters.latentWidth], [1, images.side, images.side, 1]
    )
    let shapes = [
      ("G takes", [plans.generator.input], noise), ("G gives", plans.generator.outputs, image),
      ("D takes", [plans.discriminator.input], image),
    ]
    for (what, found, wanted) in shapes where found != [wanted] {
      let found = found.map(\.description).joined(separator: " and ")
      return "\(what) \(found) for one image, not \(wanted)"
    }
    for part in objective.parts {
      guard let head = plans.discriminator.heads.first(where: { $0.name == part.head }) else {
        return "its objective is for a head `\(part.head)`, which D does not have"
      }
      if let wanted = part.outputShape(classes: images.classes), head.output != wanted {
        return "the head `\(part.head)` gives \(head.output) for one image, not \(wanted)"
      }
    }
    if (fakeLabels == .none) != (generatorStepLabels == .none) {
      return "fakes take labels in one step, and none in the other"
    }
    if !generatorTakesLabels, discriminatorTakesLabels || hasLabelHead {
      return "D is about labels, but fakes are made without any"
    }
    return nil
  }
}

/// The slope of every LeakyReLU.
let leakyRelu = Activation.leakyRelu(slope: 0.2)

/// Batch normalisation as all three kinds use it.
func normalization() -> BatchNormalization { BatchNormalization(momentum: 0.8, epsilon: 1e-3) }
