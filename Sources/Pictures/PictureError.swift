import Files

/// Why a picture cannot be written or read: one case for each cause.
public enum PictureError: Error, Equatable, Sendable {
  /// A picture was not saved.
  case save(path: String, SaveProblem)
  /// A file that cannot be read.
  case file(FileError)
  /// A picture with a side that is longer than the limit, in pixels.
  case imageTooLarge(path: String, width: Int, height: Int, limit: Int)
  /// A file that is not a PNG, and what it is.
  case otherFormat(path: String, kind: FileKind)
  /// A PNG file that libpng cannot decode, and why.
  case damaged(path: String, reason: String)
  /// A picture that cannot become a PNG file: a side that is too long or 0.
  case cannotEncode(width: Int, height: Int, reason: String)
  /// A film that another process is recording.
  case inUse(path: String)
  /// A film that ffmpeg could not make, and why.
  case notConverted(path: String, reason: String)
  /// There was the wish to stop.
  case interrupted
}

extension PictureError {
  /// Whether a file is the cause (missing, corrupt, unwritable: exit code 4).
  public var isAboutFile: Bool {
    switch self {
    case .cannotEncode, .interrupted: false
    default: true
    }
  }
}

extension PictureError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .save(let path, let problem): "\(path): \(problem)"
    case .file(let error): error.description
    case .imageTooLarge(let path, let width, let height, let limit):
      "\(path) is a picture of \(width)x\(height); each side may be at most \(limit)"
    case .otherFormat(let path, let kind):
      "\(path) is \(kind.rawValue), no PNG picture"
    case .damaged(let path, let reason):
      "\(path) is not a valid PNG file: \(reason)"
    case .cannotEncode(let width, let height, let reason):
      "a picture of \(width)x\(height) cannot be made: \(reason)"
    case .inUse(let path): "\(path): another process is recording this film"
    case .notConverted(let path, let reason): "\(path) was not made: \(reason)"
    case .interrupted: "interrupted"
    }
  }
}
