import Files

/// Why data cannot be had: one case for each cause, with where it was found and the figures.
public enum DatasetError: Error, Equatable, Sendable {
  // Files
  /// A file that cannot be read.
  case file(FileError)
  /// More than one of the files that belong together.
  case noSuchFiles(paths: [String])
  /// Another kind of file than what is wanted, itself or what its gzip data holds.
  case otherFormat(path: String, kind: FileKind, wanted: String, isCompressed: Bool)

  // gzip
  case gzipDamaged(path: String, reason: String)
  case gzipTruncated(path: String)
  case gzipTrailingBytes(path: String)

  // IDX
  case idxTooShort(path: String, bytes: Int)
  case idxWrongMagic(path: String, found: [UInt8])
  case idxWrongElementType(path: String, type: UInt8)
  case idxNotImages(path: String, extents: [Int])
  case idxNotLabels(path: String, extents: [Int])
  case idxNotPixels(path: String, lowest: Double, highest: Double)
  case idxTooLarge(path: String, extents: [Int], limit: Int)
  case idxTruncated(path: String, expected: Int, found: Int)
  case idxOversized(path: String, expected: Int)

  // Images and labels together
  case noImages(path: String)
  case wrongImageSize(path: String, expected: [Int], found: [Int])
  case unusableImageSize(path: String, height: Int, width: Int)
  case countsDiffer(images: String, imageCount: Int, labels: String, labelCount: Int)
  case labelTooLarge(path: String, index: Int, label: Int, classes: Int)
  case wrongClassCount(path: String, found: Int)

  // A folder of pictures
  case classWithoutImages(path: String)
  case picturesWithoutClasses(path: String)
  case folderInClass(path: String)
  case foldersOfFolders(path: String, inner: String)
  case notAPNG(path: String, kind: FileKind?)
  case cannotReadPicture(path: String, reason: String)
  case folderTooLarge(path: String, limit: Int)

  // MNIST
  /// - variable: the environment variable that names it; nil for an argument.
  case folderMissing(path: String, variable: String?)
  case filesMissing(folder: String, names: [String], variable: String?)
  case notFound(lookedIn: [String], download: String)

  // Download
  case cannotWrite(path: String, reason: String)
  case downloadFailed(url: String, reason: String)
  case downloadTooLarge(url: String, limit: Int)
  case wrongChecksum(url: String, expected: String, found: String)

  /// There was the wish to stop.
  case interrupted

  // Arguments
  case wrongCount(what: String, value: Int, lowest: Int, highest: Int)
}

extension DatasetError {
  /// Whether a file is the cause (missing, corrupt, unwritable: exit code 4) and not an argument
  /// (exit code 1).
  public var isAboutFile: Bool {
    switch self {
    case .wrongCount, .interrupted: false
    default: true
    }
  }

  /// What a file turned out to be in place of what was wanted, and which one.
  public var otherKind: (kind: FileKind, path: String)? {
    switch self {
    case .otherFormat(_, .gzip, _, isCompressed: true): nil
    case .otherFormat(let path, let kind, _, _): (kind, path)
    default: nil
    }
  }
}
