import Platform

/// Data sets in IDX files: MNIST and its relatives.
public enum IDXDataset {
  /// The most classes that the models learn.
  public static let largestClassCount = 1000

  /// Whether rows and columns of the images are to be swapped.
  public enum Transposition: String, Sendable {
    /// Where the file is called `emnist-…`: EMNIST was converted from files of MATLAB, whose arrays
    /// go down the columns, and kept their order (https://github.com/pytorch/vision/issues/8783).
    case automatic
    /// They are swapped.
    case yes
    /// They stay as they are.
    case no

    func applies(to path: String) -> Bool {
      switch self {
      case .automatic:
        path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
          .lowercased().hasPrefix("emnist-")
      case .yes: true
      case .no: false
      }
    }
  }

  /// Reads images and labels, and test images with labels if there are some.
  ///
  /// - Parameters:
  ///   - name: what the data set is called.
  ///   - images: an IDX file of grey images, see ``IDXImages``, gzip or plain.
  ///   - labels: an IDX file with a whole number for each, see ``IDXLabels``.
  ///   - testImages: the same for images that are kept aside; nil for none.
  ///   - testLabels: their labels.
  ///   - classes: how many there are; nil takes the largest label of both parts plus one.
  ///   - transposition: whether rows and columns are to be swapped.
  ///   - drawsEmptyClasses: whether training draws labels that no image has.
  public static func load(
    name: String, images: String, labels: String, testImages: String? = nil,
    testLabels: String? = nil, classes: Int? = nil, transposition: Transposition = .automatic,
    drawsEmptyClasses: Bool = false
  ) throws(DatasetError) -> ImageDataset {
    if let classes, !(2...largestClassCount).contains(classes) {
      throw .wrongCount(what: "classes", value: classes, lowest: 2, highest: largestClassCount)
    }
    try requireFiles([images, labels, testImages, testLabels].compactMap { $0 })
    let most = classes ?? largestClassCount
    let training = try Part(images: images, labels: labels, most, transposition, isRequired: true)
    var test: Part?
    if let testImages, let testLabels {
      let part = try Part(
        images: testImages, labels: testLabels, most, transposition, isRequired: false)
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
    return ImageDataset(
      name: name, height: training.height, width: training.width, classes: count,
      training: training.data, test: test?.data ?? LabelledImages(pixels: [], labels: []),
      drawsEmptyClasses: drawsEmptyClasses, notes: training.notes + (test?.notes ?? []))
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
    let notes: [DatasetNote]

    init(
      images path: String, labels labelPath: String, _ classes: Int,
      _ transposition: Transposition, isRequired: Bool
    ) throws(DatasetError) {
      // The small file first: a wrong pair is found before the large one is inflated.
      let labels = try IDXLabels(path: labelPath, classes: classes).labels
      var images = try IDXImages(path: path)
      guard images.count == labels.count else {
        throw .countsDiffer(
          images: path, imageCount: images.count, labels: labelPath, labelCount: labels.count)
      }
      guard images.count > 0 || !isRequired else { throw .noImages(path: path) }
      height = images.height
      width = images.width
      guard images.count == 0 || isUsable(height: height, width: width) else {
        throw .unusableImageSize(path: path, height: height, width: width)
      }
      var notes = [images.scaling].compactMap { $0 }
      if images.count > 0, transposition.applies(to: path) {
        images.transpose()
        notes.append(.transposed(path: path, isAsked: transposition == .yes))
      }
      data = LabelledImages(pixels: images.pixels, labels: labels)
      let constant = data.nearlyConstant(size: height * width)
      if let first = constant.first {
        notes.append(
          .nearlyConstant(
            count: constant.count, of: data.count, first: "image \(first) of \(path)", cause: nil))
      }
      self.notes = notes
    }
  }
}
