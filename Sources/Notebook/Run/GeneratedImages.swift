import Datasets
import GANs
import Language
import Pictures
import TensorEngine

/// Generated images for pictures. Their noise never touches the training's.
enum GeneratedImages {
  /// Rows of images, a class in each column as long as there are classes. Classes that the data has
  /// no images of, so that nothing was learned of them, leave their place blank.
  ///
  /// - Parameters:
  ///   - data: what the run is trained on, where it is loaded.
  ///   - stream: tells apart pictures of one iteration; 0 is the noise that `fixed` takes, the same
  ///     at each iteration.
  static func images(
    of run: Run, data: ImageDataset?, rows: Int, columns: Int? = nil, stream: Int,
    isByClass: Bool = true
  ) throws -> Tensor {
    let columns = columns ?? min(10, run.images.classes)
    let count = rows * columns
    let iteration = stream == 0 ? 0 : run.iteration
    var random = RandomStream(
      seed: run.seed, purpose: .sampling, iteration: iteration, stream: 2 * stream)
    let noise = random.normal(shape: [count, run.hyperparameters.latentWidth])
    var labelRandom = RandomStream(
      seed: run.seed, purpose: .sampling, iteration: iteration, stream: 2 * stream + 1)
    let isOfTheRun = data?.classes == run.images.classes && run.kind.generatorTakesLabels
    let drawn = isOfTheRun ? data?.drawnClasses ?? [] : []
    let classes = drawn.isEmpty ? Array(0..<run.images.classes) : drawn
    let labels = (0..<count).map { index in
      isByClass
        ? index % columns % run.images.classes : classes[labelRandom.index(below: classes.count)]
    }
    let images = try run.generate(noise: noise, labels: labels, poll: Stretches.poll)
    guard classes.count < run.images.classes else { return images }
    let known = Set(classes)
    return blank(images) { !known.contains(labels[$0]) }
  }

  /// Images [count, height, width, 1] of which some are black.
  static func blank(_ images: Tensor, where isBlank: (Int) -> Bool) -> Tensor {
    var images = images
    let size = images.shape[1] * images.shape[2]
    let blanks = (0..<images.shape[0]).filter(isBlank)
    images.withUnsafeMutableBuffer { values in
      for index in blanks { values[index * size..<(index + 1) * size].update(repeating: -1) }
    }
    return images
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
