import GANs
import Pictures
import TensorEngine

/// Generated images for pictures. Their noise never touches the training's.
enum Digits {
  /// Rows of images, a class in each column as long as there are classes.
  ///
  /// - Parameter stream: tells apart pictures of one iteration; 0 is the noise that `fixed` takes,
  ///   the same at each iteration.
  static func images(
    of run: Run, rows: Int, columns: Int? = nil, stream: Int, isByClass: Bool = true
  ) throws -> Tensor {
    let columns = columns ?? min(10, run.images.classes)
    let count = rows * columns
    let iteration = stream == 0 ? 0 : run.iteration
    var random = RandomStream(
      seed: run.seed, purpose: .sampling, iteration: iteration, stream: 2 * stream)
    let noise = random.normal(shape: [count, run.hyperparameters.latentWidth])
    var labelRandom = RandomStream(
      seed: run.seed, purpose: .sampling, iteration: iteration, stream: 2 * stream + 1)
    let labels = (0..<count).map { index in
      isByClass
        ? index % columns % run.images.classes : labelRandom.index(below: run.images.classes)
    }
    return try run.generate(noise: noise, labels: labels)
  }
}

extension ImageGrid {
  /// Up to ten images in rows of five, more in rows of ten.
  ///
  /// Ten beside each other would be eight columns each in a usual terminal, too few to be read.
  /// More than a hundred are left out.
  static func sheet(of images: Tensor) -> GrayImage {
    let count = min(max(1, images.shape[0]), 100)
    let columns = min(count, count > 10 ? 10 : 5)
    return ImageGrid(rows: (count + columns - 1) / columns, columns: columns, gap: 1)
      .image(of: images)
  }
}
