import Files
import Synchronization
import TensorEngine

/// Labelled grey images of one size, split into training and test images: a value.
///
/// Pixels stay bytes, as they come from the file, and become numbers in [-1, 1] when a batch is
/// drawn: four times less memory, and nothing is computed for images that are never drawn.
public struct ImageDataset: Sendable {
  /// What the user calls it, as `mnist`.
  public let name: String
  /// The height of each image, in pixels.
  public let height: Int
  /// The width of each image, in pixels.
  public let width: Int
  /// The number of classes; every label is below it.
  public let classes: Int
  /// What each class is called, by label. Digits are called by their label.
  public let classNames: [String]
  /// The images to learn from.
  public let training: LabelledImages
  /// Images kept aside; there may be none.
  public let test: LabelledImages
  /// The classes without training images, ascending.
  public let emptyClasses: [Int]
  /// The classes that training draws labels of, ascending: those with training images, or all.
  public let drawnClasses: [Int]
  /// What was noticed while the data were loaded.
  public let notes: [DatasetNote]

  private let identityCache = IdentityCache()

  /// Images that are at hand. The process stops where parts do not fit.
  ///
  /// - Parameters:
  ///   - name: what the user calls it.
  ///   - height: of each image, in pixels.
  ///   - width: of each image, in pixels.
  ///   - classes: how many there are.
  ///   - classNames: one name for each class; nil names them by number.
  ///   - training: as many labels as images of `height * width` bytes, each label below `classes`.
  ///   - test: images that are kept aside, in the same form.
  ///   - drawsEmptyClasses: whether training draws labels that no training image has.
  ///   - notes: what was noticed so far; that classes are empty is added.
  public init(
    name: String, height: Int, width: Int, classes: Int, classNames: [String]? = nil,
    training: LabelledImages, test: LabelledImages = LabelledImages(pixels: [], labels: []),
    drawsEmptyClasses: Bool = false, notes: [DatasetNote] = []
  ) {
    let names = classNames ?? (0..<classes).map(String.init)
    require(
      names.count == classes, "ImageDataset: \(names.count) names for \(classes) classes")
    for part in [training, test] {
      require(
        part.pixels.count == part.labels.count * height * width,
        "ImageDataset: \(part.pixels.count) bytes are not \(part.labels.count) images of "
          + "\(height)x\(width)")
      require(
        part.labels.allSatisfy { $0 < classes }, "ImageDataset: a label is not below \(classes)")
    }
    self.name = name
    self.height = height
    self.width = width
    self.classes = classes
    self.classNames = names
    self.training = training
    self.test = test
    var isPresent = [Bool](repeating: false, count: classes)
    for label in training.labels { isPresent[Int(label)] = true }
    let empty = isPresent.indices.filter { !isPresent[$0] }
    emptyClasses = empty
    drawnClasses = isPresent.indices.filter { isPresent[$0] || drawsEmptyClasses }
    self.notes =
      notes
      + (empty.isEmpty
        ? [] : [.emptyClasses(names: empty.map { names[$0] }, areDrawn: drawsEmptyClasses)])
  }

  /// Training images by index, in the order given: `[indices.count, height, width, 1]`, in [-1, 1].
  public func trainingImages(at indices: [Int]) -> Tensor { images(of: training, at: indices) }

  /// Test images by index, in the order given: `[indices.count, height, width, 1]`, in [-1, 1].
  public func testImages(at indices: [Int]) -> Tensor { images(of: test, at: indices) }

  /// The labels of training images, in the order given.
  public func trainingLabels(at indices: [Int]) -> [Int] { indices.map { training.label(at: $0) } }

  /// The labels of test images, in the order given.
  public func testLabels(at indices: [Int]) -> [Int] { indices.map { test.label(at: $0) } }

  private func images(of part: LabelledImages, at indices: [Int]) -> Tensor {
    let size = height * width
    var images = Tensor(zeros: [indices.count, height, width, 1])
    images.withUnsafeMutableBuffer { values in
      part.pixels.withUnsafeBufferPointer { bytes in
        for (position, index) in indices.enumerated() {
          require(
            index >= 0 && index < part.count, "ImageDataset: no image \(index) among \(part.count)")
          for pixel in 0..<size {
            values[position * size + pixel] = (Float(bytes[index * size + pixel]) - 127.5) / 127.5
          }
        }
      }
    }
    return images
  }

  /// A SHA-256 over sizes, pixels and labels, as 64 hexadecimal digits: what a checkpoint keeps to
  /// know its data again. Computed when first asked for (40 to 200 ms for MNIST), then kept.
  public var identity: String {
    identityCache.value.withLock { cached in
      if let cached { return cached }
      let identity = computeIdentity()
      cached = identity
      return identity
    }
  }

  private func computeIdentity() -> String {
    var hash = SHA256()
    hash.update(Array("images \(height) \(width) \(classes)\n".utf8))
    // Only where it makes a difference: a run goes on bit for bit only with the same labels.
    if !emptyClasses.isEmpty, drawnClasses.count == classes {
      hash.update(Array("empty classes are drawn\n".utf8))
    }
    for part in [training, test] {
      hash.update(Array("part \(part.count)\n".utf8))
      hash.update(part.pixels)
      let words = part.labels.map { $0.littleEndian }
      words.withUnsafeBytes { hash.update($0) }
    }
    return hash.hexadecimal
  }
}

/// Shared by the copies of one dataset, so that it is hashed once at most.
private final class IdentityCache: Sendable {
  let value = Mutex<String?>(nil)
}
