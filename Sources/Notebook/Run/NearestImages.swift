import Datasets
import Language
import Pictures
import TensorEngine

extension [[ImageDataset.Neighbor]] {
  /// The indices, a row for each image: [images, neighbours].
  var indices: Tensor {
    Tensor(flatMap { $0.map { Float($0.index) } }, shape: [count, first?.count ?? 0])
  }
}

extension ImageDataset {
  /// Images of the data's size out of a value: [n, height, width, 1] in [-1, 1].
  func images(of value: Value) throws(Problem) -> Tensor {
    if case .object(let image as GrayImage) = value, image.width == width, image.height == height {
      return Tensor(image.pixels.map { (Float($0) - 127.5) / 127.5 }, shape: [1, height, width, 1])
    }
    let size = "\(height)x\(width)"
    if case .object(let image as GrayImage) = value {
      throw .failed(
        "the images of the data are \(size), not \(image.height)x\(image.width)", advice: nil)
    }
    guard case .tensor(let tensor) = value else {
      throw .failed("there are no images in that", advice: nil)
    }
    // With or without the axes of the images and of the one channel.
    let shape = tensor.shape.extents
    for forms in [[height, width], [height, width, 1]] where shape.suffix(forms.count) == forms[...]
    {
      let rest = shape.dropLast(forms.count)
      if rest.count <= 1, tensor.count > 0 {
        return tensor.reshaped(to: [rest.first ?? 1, height, width, 1])
      }
    }
    throw .failed("the images are nx\(size)x1, not \(tensor.shape)", advice: nil)
  }
}
