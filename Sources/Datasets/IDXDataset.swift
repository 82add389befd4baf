#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Data sets in IDX files: MNIST, Fashion-MNIST and whatever else has their form.
public enum IDXDataset {
  /// The most classes that the models learn.
  public static let largestClassCount = 1000

  /// Reads images and labels, and test images with labels if there are some.
  ///
  /// - Parameters:
  ///   - images: an IDX file of unsigned bytes `[n, side, side]`, gzip or plain.
  ///   - labels: an IDX file of `[n]` unsigned bytes.
  ///   - classes: how many there are; nil takes the largest label of both parts plus one.
  public static func load(
    name: String, images: String, labels: String, testImages: String? = nil,
    testLabels: String? = nil, classes: Int? = nil
  ) throws(DatasetError) -> ImageDataset {
    if let classes, !(2...largestClassCount).contains(classes) {
      throw .wrongCount(what: "classes", value: classes, lowest: 2, highest: largestClassCount)
    }
    try requireFiles([images, labels, testImages, testLabels].compactMap { $0 })
    let training = try Part(images: images, labels: labels, isRequired: true)
    guard isUsable(height: training.height, width: training.width) else {
      throw .unusableImageSize(path: images, height: training.height, width: training.width)
    }
    var test: Part?
    if let testImages, let testLabels {
      let part = try Part(images: testImages, labels: testLabels, isRequired: false)
      let expected = [training.height, training.width]
      guard part.data.count == 0 || [part.height, part.width] == expected else {
        throw .wrongImageSize(
          path: testImages, expected: expected, found: [part.height, part.width])
      }
      test = part
    }
    let largest = max(training.data.labels.max() ?? 0, test?.data.labels.max() ?? 0)
    let count = classes ?? Int(largest) + 1
    guard count >= 2 else { throw .wrongClassCount(path: labels, found: count) }
    try training.checkLabels(labels, below: count)
    if let test, let testLabels { try test.checkLabels(testLabels, below: count) }
    return ImageDataset(
      name: name, height: training.height, width: training.width, classes: count,
      training: training.data, test: test?.data ?? LabelledImages(pixels: [], labels: []))
  }

  /// Whether the models can learn images of this size: square, two halvings without rest, at most
  /// 64.
  public static func isUsable(height: Int, width: Int) -> Bool {
    height == width && height > 0 && height <= 64 && height.isMultiple(of: 4)
  }

  /// All that are missing are told at once.
  private static func requireFiles(_ paths: [String]) throws(DatasetError) {
    let missing = paths.filter { access($0, F_OK) != 0 && errno == ENOENT }
    if missing.count > 1 { throw .noSuchFiles(paths: missing) }
  }

  /// Images with their labels, from one pair of files.
  private struct Part {
    let height: Int
    let width: Int
    let data: LabelledImages

    init(images: String, labels: String, isRequired: Bool) throws(DatasetError) {
      // The small file first: a wrong pair is found before the large one is inflated.
      let labelFile = try IDXFile(path: labels, rank: 1)
      let imageFile = try IDXFile(path: images, rank: 3)
      guard imageFile.extents[0] == labelFile.extents[0] else {
        throw .countsDiffer(
          images: images, imageCount: imageFile.extents[0], labels: labels,
          labelCount: labelFile.extents[0])
      }
      guard imageFile.extents[0] > 0 || !isRequired else { throw .noImages(path: images) }
      height = imageFile.extents[1]
      width = imageFile.extents[2]
      data = LabelledImages(
        pixels: imageFile.elements, labels: labelFile.elements.map(UInt16.init))
    }

    func checkLabels(_ path: String, below classes: Int) throws(DatasetError) {
      if let index = data.labels.firstIndex(where: { $0 >= classes }) {
        throw .labelTooLarge(
          path: path, index: index, label: Int(data.labels[index]), classes: classes)
      }
    }
  }
}
