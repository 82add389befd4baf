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

  /// What stands above the columns of a sheet with a class in each; nothing where the generator takes no
  /// labels.
  static func labels(of run: Run, data: ImageDataset?, columns: Int) -> [String] {
    guard run.kind.generatorTakesLabels else { return [] }
    let names = data.flatMap { $0.classes == run.images.classes ? $0.classNames : nil }
    return (0..<columns).map { column in
      let index = column % run.images.classes
      return names?[index] ?? "\(index)"
    }
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

extension Sheet {
  /// Images as they come, in rows of what there is room for. More than a hundred are left out.
  static func line(of images: Tensor, labels: [String] = []) -> Sheet {
    let shown = Array(GrayImage.images(of: images).prefix(100))
    return Sheet(shown, columns: shown.count, labels: labels)
  }
}
