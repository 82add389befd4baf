import GANs
import TensorEngine

/// The training images, as a run draws from them.
extension ImageDataset: TrainingData {
  /// The number of training images.
  public var imageCount: Int { training.count }
  /// Height and width of each image, in pixels.
  public var imageSide: Int { height }
  /// The number of classes; labels are below it.
  public var classCount: Int { classes }
  /// Training images, [indices, side, side, 1] in [-1, 1].
  public func images(at indices: [Int]) -> Tensor { trainingImages(at: indices) }
  /// The labels of training images, in the order given.
  public func labels(at indices: [Int]) -> [Int] { trainingLabels(at: indices) }

  /// What a model for these images is made for.
  ///
  /// - Throws: `GANError` where there is none: a side that is not divisible by 4 or above 64, too
  ///   few or too many classes.
  public func specification() throws(GANError) -> ImageSpecification {
    try ImageSpecification(side: height, classes: classes)
  }
}
