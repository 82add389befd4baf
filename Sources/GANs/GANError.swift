import TensorEngine

/// What a run cannot be built or continued with.
public enum GANError: Error, Equatable, Sendable {
  /// The side of images is no multiple of 4 from 4 to 64.
  case unsupportedSide(Int)
  /// The number of classes is not from 2 to 1000.
  case unsupportedClasses(Int)
  /// A hyperparameter is out of its range.
  case outOfRange(name: String, value: String, range: String)
  /// A batch cannot be drawn from so few images.
  case batchLargerThanData(batch: Int, images: Int)
  /// The data has images of another side, or another number of classes.
  case dataDoesNotFit(side: Int, classes: Int, dataSide: Int, dataClasses: Int)
  /// The layers of `G` or `D` do not fit each other.
  case network(String, NetworkPlanError)
  /// The networks of a kind, its labels and its objective do not fit each other.
  case impossibleKind(name: String, why: String)
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
    case .network(let network, let error): "\(network).\(error)"
    case .impossibleKind(let name, let why): "the kind \(name) cannot be: \(why)"
    case .countedToTheEnd:
      "the run has counted to \(Run.largestCount), which no training does; "
        + "the file that it came from was changed"
    }
  }
}
