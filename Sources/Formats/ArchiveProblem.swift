import Files

/// Why an archive of arrays cannot be read, or what it lacks.
public enum ArchiveProblem: ContentProblem {
  /// The directory at the end of the archive is missing or damaged.
  case noDirectory
  /// What was unpacked is not what the archive says it is.
  case damaged(name: String)
  /// An array that needs a password.
  case encrypted(name: String)
  /// An array that is compressed by another method than Deflate.
  case unknownMethod(name: String, method: Int)
  /// An array of more bytes than the limit.
  case tooLarge(name: String, limit: Int)
  /// There is no array of that name; the names that there are.
  case missing(name: String, nearby: [String])
}

extension ArchiveProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noDirectory: "a ZIP archive whose directory is missing or damaged; is it cut off?"
    case .damaged(let name): "\"\(name.prefix(80))\" in it is damaged"
    case .encrypted(let name): "\"\(name.prefix(80))\" in it is encrypted"
    case .unknownMethod(let name, let method):
      "\"\(name.prefix(80))\" in it is compressed in a way that is not read (method \(method)); "
        + "`numpy.savez` and `numpy.savez_compressed` write what is"
    case .tooLarge(let name, let limit):
      "\"\(name.prefix(80))\" in it has more than \(limit) bytes; save it as a file of its own"
    case .missing(let name, let nearby):
      "has no array \"\(name.prefix(80))\""
        + (nearby.isEmpty ? "" : "; it has \(nearby.prefix(8).joined(separator: ", "))")
    }
  }
}

extension FileError.Problem {
  /// The problem of an archive of NumPy arrays.
  public static func archive(_ problem: ArchiveProblem) -> Self { .content(problem) }
}
