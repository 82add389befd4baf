import Datasets
import GANs
import TensorEngine

extension ImageDataset {
  /// What a model for this data is made for.
  func specification() throws(GANError) -> ImageSpecification {
    try ImageSpecification(side: height, classes: classes)
  }
}

/// A data set as a run draws from it.
package struct DrawnFrom: TrainingData {
  let data: ImageDataset

  package init(data: ImageDataset) { self.data = data }

  package var imageCount: Int { data.training.count }
  package var imageSide: Int { data.height }
  package var classCount: Int { data.classes }
  package var drawnClasses: [Int] { data.drawnClasses }
  package func images(at indices: [Int]) -> Tensor { data.trainingImages(at: indices) }
  package func labels(at indices: [Int]) -> [Int] { data.trainingLabels(at: indices) }
}
