/// Where data comes from and how it is read: enough to load the same again, another day and from
/// another folder.
///
/// What is nil is left to its default, and is not written down. As Codable it has the form
/// `{"command": "load digits", "arguments": {"count": 500}}`, which checkpoints hold as well.
public enum DataSource: Hashable, Sendable {
  /// The MNIST digits, see ``MNIST``, of the folder that is given or of where they are found.
  case mnist(from: String? = nil, missing: WhereMissing? = nil, empty: EmptyClasses? = nil)
  /// Digits that are drawn, see ``DrawnDigits``: `count` training images, a sixth of it test images.
  case digits(count: Int? = nil, seed: UInt64? = nil)
  /// IDX files, see ``IDXDataset``.
  case idx(
    images: String, labels: String, testImages: String? = nil, testLabels: String? = nil,
    name: String? = nil, classes: Int? = nil, transpose: Transposition? = nil,
    empty: EmptyClasses? = nil)
  /// A folder of PNG pictures with a folder for each class, see ``ImageFolder``.
  case folder(
    String, name: String? = nil, background: Background? = nil, empty: EmptyClasses? = nil)

  /// What takes the place of MNIST where it cannot be had and no folder is named.
  public enum WhereMissing: String, Sendable {
    /// Nothing: that is an error.
    case error
    /// Drawn digits, see ``DrawnDigits``.
    case digits
  }

  /// What becomes of classes without images: training draws none of their labels, or all the same.
  public enum EmptyClasses: String, Sendable {
    /// Training draws none of their labels.
    case skip
    /// Training draws their labels as those of others.
    case draw
  }

  /// Whether rows and columns are swapped, see ``IDXDataset/Transposition``.
  public enum Transposition: String, Sendable {
    /// Where the file's name says that they must be.
    case auto
    /// They are swapped.
    case yes
    /// They stay as they are.
    case no
  }

  /// What is seen through the transparent places of a picture.
  public enum Background: String, Sendable {
    /// Black, the ground of MNIST.
    case black
    /// White, as of paper.
    case white
  }

  /// Reads or draws the data.
  ///
  /// - Parameters:
  ///   - environment: the variables that MNIST's folders follow from; nil takes the process's own.
  ///   - progress: called some times a second while MNIST is downloaded. What it throws ends the
  ///     download and is passed on.
  ///   - fallback: called where drawn digits take the place of MNIST, with what was wrong.
  /// - Throws: ``DatasetError``, or what `progress` throws.
  public func load(
    environment: [String: String]? = nil,
    progress: (DownloadProgress) throws -> Void = { _ in },
    fallback: (DatasetError) -> Void = { _ in }
  ) throws -> ImageDataset {
    switch self {
    case .mnist(let folder, let missing, let empty):
      do {
        return try MNIST.load(
          from: folder, environment: environment, drawsEmptyClasses: empty == .draw,
          progress: progress)
      } catch DatasetError.notFound(let lookedIn, let download) where missing == .digits {
        fallback(.notFound(lookedIn: lookedIn, download: download))
        return try DrawnDigits.dataset()
      }
    case .digits(let count, let seed):
      let count = count ?? 6000
      return try DrawnDigits.dataset(count: count, testCount: max(1, count / 6), seed: seed ?? 0)
    case .idx(
      let images, let labels, let testImages, let testLabels, let name, let classes,
      let transpose, let empty):
      return try IDXDataset.load(
        name: name ?? "idx", images: images, labels: labels, testImages: testImages,
        testLabels: testLabels, classes: classes, transposition: transpose.inFiles,
        drawsEmptyClasses: empty == .draw)
    case .folder(let folder, let name, let background, let empty):
      return try ImageFolder.load(
        folder, name: name ?? "folder", background: background == .white ? 255 : 0,
        drawsEmptyClasses: empty == .draw)
    }
  }

  /// The same with each path replaced, by the absolute one say.
  public func mapPaths(_ path: (String) -> String) -> DataSource {
    switch self {
    case .mnist(let folder, let missing, let empty):
      .mnist(from: folder.map(path), missing: missing, empty: empty)
    case .digits: self
    case .idx(
      let images, let labels, let testImages, let testLabels, let name, let classes,
      let transpose, let empty):
      .idx(
        images: path(images), labels: path(labels), testImages: testImages.map(path),
        testLabels: testLabels.map(path), name: name, classes: classes, transpose: transpose,
        empty: empty)
    case .folder(let folder, let name, let background, let empty):
      .folder(path(folder), name: name, background: background, empty: empty)
    }
  }
}

extension DataSource.Transposition? {
  fileprivate var inFiles: IDXDataset.Transposition {
    switch self {
    case .yes: .yes
    case .no: .no
    case .auto, nil: .automatic
    }
  }
}
