import TensorEngine

/// What a run is built with, besides its kind and seed.
public struct Hyperparameters: Sendable, Hashable {
  /// Images per step.
  public var batch: Int
  /// The width of the generator's noise.
  public var latentWidth: Int
  /// The discriminator's rate of dropout, at least 0 and below 1.
  public var dropout: Float
  public var generatorAdam: Adam.Hyperparameters
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

/// What a run cannot be built or continued with.
public enum GANError: Error, Equatable, Sendable {
  case unsupportedSide(Int)
  case unsupportedClasses(Int)
  case outOfRange(name: String, value: String, range: String)
  case batchLargerThanData(batch: Int, images: Int)
  case dataDoesNotFit(side: Int, classes: Int, dataSide: Int, dataClasses: Int)
  /// The iteration, or the steps of an optimizer, are at ``Run/largestCount``.
  case countedToTheEnd
}

extension GANError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsupportedSide(let side):
      "images of \(side)x\(side) pixels: the side must be a multiple of 4 from 4 to 64"
    case .unsupportedClasses(let classes):
      "\(classes) classes: there must be from 2 to 1000"
    case .outOfRange(let name, let value, let range):
      "\(name) is \(value), but must be \(range)"
    case .batchLargerThanData(let batch, let images):
      "a batch of \(batch) is larger than the data, \(images) training images; "
        + "build with a smaller `batch`"
    case .dataDoesNotFit(let side, let classes, let dataSide, let dataClasses):
      "the model is for \(side)x\(side) images of \(classes) classes, the data has "
        + "\(dataSide)x\(dataSide) of \(dataClasses); build a model for this data"
    case .countedToTheEnd:
      "the run has counted to \(Run.largestCount), which no training does; "
        + "the file that it came from was changed"
    }
  }
}
