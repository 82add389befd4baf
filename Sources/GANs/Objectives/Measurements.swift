/// What one pass through the discriminator showed.
public struct PassMeasurement: Sendable, Hashable {
  /// The loss of the objective's validity.
  public var validityLoss: Float = 0
  /// The loss of the objective's label, 0 without one.
  public var labelLoss: Float = 0
  /// The share of images whose validity is on the side of its target.
  public var validityAccuracy: Float = 0
  /// The share of images whose likeliest label is the wanted one, 0 without a label head.
  public var labelAccuracy: Float = 0
  /// The mean validity, a probability.
  public var probability: Float = 0
  /// The norm of the gradient of all parameters that the pass is for.
  public var gradientNorm: Float = 0

  /// The losses of the objective's other parts, in its order; 0 for one that has none in this pass.
  public package(set) var otherLosses: [Float]

  /// The whole loss.
  public var loss: Float { validityLoss + labelLoss + otherLosses.reduce(0, +) }

  /// Nothing yet.
  init(of objective: Objective) { otherLosses = objective.others.map { _ in 0 } }
}

/// What one iteration showed.
public struct Measurement: Sendable, Hashable {
  /// The discriminator's step on real images.
  public var real: PassMeasurement
  /// The discriminator's step on fakes.
  public var fake: PassMeasurement
  /// The generator's step.
  public var generator: PassMeasurement

  /// Nothing yet: zeros.
  public init(of objective: Objective) {
    real = PassMeasurement(of: objective)
    fake = PassMeasurement(of: objective)
    generator = PassMeasurement(of: objective)
  }

  /// Half the sum of the discriminator's two losses.
  public var discriminatorLoss: Float { (real.loss + fake.loss) / 2 }
  /// The generator's loss in its own step.
  public var generatorLoss: Float { generator.loss }
  /// The mean over the discriminator's two passes.
  public var validityAccuracy: Float { (real.validityAccuracy + fake.validityAccuracy) / 2 }
  /// The mean over the discriminator's two passes.
  public var labelAccuracy: Float { (real.labelAccuracy + fake.labelAccuracy) / 2 }

  /// Whether no quantity of ``series`` is NaN or infinite.
  public var isFinite: Bool { Self.series.allSatisfy { $0.value(self).isFinite } }

  /// Every quantity that is kept per iteration, by its name in the language.
  public static let series: [(name: String, value: @Sendable (Measurement) -> Float)] = [
    ("loss.d", { $0.discriminatorLoss }),
    ("loss.d.real", { $0.real.loss }),
    ("loss.d.fake", { $0.fake.loss }),
    ("loss.g", { $0.generatorLoss }),
    ("acc.validity", { $0.validityAccuracy }),
    ("acc.label", { $0.labelAccuracy }),
    ("p.real", { $0.real.probability }),
    ("p.fake", { $0.fake.probability }),
    ("grad.d", { ($0.real.gradientNorm + $0.fake.gradientNorm) / 2 }),
    ("grad.g", { $0.generator.gradientNorm }),
  ]
}
