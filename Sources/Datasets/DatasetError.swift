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
  /// Compressed data that cannot be unpacked, and what zlib says of them.
  case gzipDamaged(path: String, reason: String)
  /// Compressed data that end too early.
  case gzipTruncated(path: String)
  /// Something follows the compressed data that is none.
  case gzipTrailingBytes(path: String)

  // IDX
  /// A file of so many bytes, too few for a header.
  case idxTooShort(path: String, bytes: Int)
  /// The first four bytes are not those of an IDX file.
  case idxWrongMagic(path: String, found: [UInt8])
  /// The header names a type of elements that the format does not have.
  case idxWrongElementType(path: String, type: UInt8)
  /// The axes are not those of grey images, see ``IDXImages``.
  case idxNotImages(path: String, extents: [Int])
  /// The axes are not those of labels, see ``IDXLabels``.
  case idxNotLabels(path: String, extents: [Int])
  /// The numbers are in no range that pixels have; the lowest and the highest.
  case idxNotPixels(path: String, lowest: Double, highest: Double)
  /// The header declares more bytes than the limit.
  case idxTooLarge(path: String, extents: [Int], limit: Int)
  /// The file has fewer bytes than its header declares.
  case idxTruncated(path: String, expected: Int, found: Int)
  /// The file has more bytes than its header declares.
  case idxOversized(path: String, expected: Int)

  // Images and labels together
  /// A file of training images has none.
  case noImages(path: String)
  /// Images of another height and width than those before.
  case wrongImageSize(path: String, expected: [Int], found: [Int])
  /// Images that the models cannot learn, see ``IDXDataset/isUsable(height:width:)``.
  case unusableImageSize(path: String, height: Int, width: Int)
  /// A file of images and one of labels do not have as many.
  case countsDiffer(images: String, imageCount: Int, labels: String, labelCount: Int)
  /// A label, counted from 0, that is not below the number of classes.
  case labelTooLarge(path: String, index: Int, label: Int, classes: Int)
  /// Fewer than two classes, or more than the models learn.
  case wrongClassCount(path: String, found: Int)

  // A folder of pictures
  /// The folder of a class has no picture.
  case classWithoutImages(path: String)
  /// Pictures that are in no folder of a class.
  case picturesWithoutClasses(path: String)
  /// A folder among the pictures of a class.
  case folderInClass(path: String)
  /// What should be the folder of a class, the inner one, has folders only.
  case foldersOfFolders(path: String, inner: String)
  /// A file that is not a PNG, and what it is as far as that can be told.
  case notAPNG(path: String, kind: FileKind?)
  /// A PNG file that cannot be decoded, and why.
  case cannotReadPicture(path: String, reason: String)
  /// Pictures with more pixels in all than the limit.
  case folderTooLarge(path: String, limit: Int)

  // MNIST
  /// - variable: the environment variable that names it; nil for an argument.
  case folderMissing(path: String, variable: String?)
  /// Some of MNIST's files are not in the folder; the variable that names it, nil for an argument.
  case filesMissing(folder: String, names: [String], variable: String?)
  /// MNIST is in none of the folders, and why it was not downloaded.
  case notFound(lookedIn: [String], download: String)

  // Download
  /// A download cannot be saved.
  case cannotWrite(path: String, reason: String)
  /// A download did not come to its end.
  case downloadFailed(url: String, reason: String)
  /// The server sends more bytes than the limit.
  case downloadTooLarge(url: String, limit: Int)
  /// A download is not the file that it should be, by SHA-256.
  case wrongChecksum(url: String, expected: String, found: String)

  /// There was the wish to stop.
  case interrupted

  // Arguments
  /// An argument that counts something is out of its range.
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
