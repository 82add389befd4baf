import TensorEngine

/// What a run is built with, besides its kind and seed.
public struct Hyperparameters: Sendable, Hashable {
  /// Images per step.
  public var batch: Int
  /// The width of the generator's noise.
  public var latentWidth: Int
  /// The discriminator's rate of dropout, at least 0 and below 1.
  public var dropout: Float
  /// What the generator's optimizer is made with.
  public var generatorAdam: Adam.Hyperparameters
  /// What the discriminator's optimizer is made with.
  public var discriminatorAdam: Adam.Hyperparameters

  /// The defaults of a kind: batch 32, noise 100 wide, Adam with rate 2e-4 and beta1 0.5.
  public init(for kind: GANKind) {
    batch = 32
    latentWidth = 100
    dropout = kind.dropout
    generatorAdam = Adam.Hyperparameters()
    discriminatorAdam = Adam.Hyperparameters()
  }

  /// Throws where a value is out of its range.
  public func validate() throws(GANError) {
    func check(_ name: String, _ value: Float, _ range: Range<Float>) throws(GANError) {
      guard range.contains(value) else {
        throw .outOfRange(
          name: name, value: "\(value)",
          range: "at least \(range.lowerBound) and below \(range.upperBound)")
      }
    }
    guard (1...65536).contains(batch) else {
      throw .outOfRange(name: "batch", value: "\(batch)", range: "1 to 65536")
    }
    guard (1...65536).contains(latentWidth) else {
      throw .outOfRange(name: "latent", value: "\(latentWidth)", range: "1 to 65536")
    }
    try check("dropout", dropout, 0..<1)
    for (name, adam) in [("g", generatorAdam), ("d", discriminatorAdam)] {
      guard adam.learningRate.isFinite, adam.learningRate >= 0 else {
        throw .outOfRange(
          name: "\(name).rate", value: "\(adam.learningRate)", range: "a finite number, 0 or more")
      }
      try check("\(name).beta1", adam.beta1, 0..<1)
      try check("\(name).beta2", adam.beta2, 0..<1)
      guard adam.epsilon.isFinite, adam.epsilon > 0 else {
        throw .outOfRange(
          name: "\(name).epsilon", value: "\(adam.epsilon)", range: "a finite number above 0")
      }
    }
  }
}
