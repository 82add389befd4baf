/// What was wrong with a file, and which file it was: the error of all that reads or saves files.
public struct FileError: Error, Equatable, Sendable {
  /// The file or folder, as the caller named it.
  public let path: String
  /// What was wrong, with its evidence.
  public let problem: Problem

  public init(path: String, problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// The kinds of problems.
  public enum Problem: Error, Sendable {
    /// The operating system refused.
    case system(SystemProblem)
    /// A file was not saved.
    case save(SaveProblem)
    /// The file is of another kind than the one that is wanted.
    case otherFormat(FileKind, wanted: String)
    /// What the file holds is not what its format, or its place, asks for.
    case content(any ContentProblem)
  }
}

/// Why the content of a file is not what it should be. Each format has an enum of its own that
/// carries the evidence; its description goes on after the file's name.
public protocol ContentProblem: Error, Equatable, Sendable, CustomStringConvertible {}

extension ContentProblem {
  fileprivate func isEqual(to other: any ContentProblem) -> Bool { self == other as? Self }
}

extension FileError.Problem: Equatable {
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.system(let a), .system(let b)): a == b
    case (.save(let a), .save(let b)): a == b
    case (.otherFormat(let a, let wantedA), .otherFormat(let b, let wantedB)):
      a == b && wantedA == wantedB
    case (.content(let a), .content(let b)): a.isEqual(to: b)
    default: false
    }
  }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    // Not of a file, but what it is.
    if case .otherFormat = problem { "\(path) \(problem)" } else { "\(path): \(problem)" }
  }
}

extension FileError.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .system(let problem): problem.description
    case .save(let problem): problem.description
    case .otherFormat(let kind, let wanted): "is \(kind.rawValue), no \(wanted)"
    case .content(let problem): problem.description
    }
  }
}

extension FileError {
  /// The error of bytes that a reader cannot make sense of: what they are, where that can be told
  /// and it is not what they were taken for.
  ///
  /// - Parameter wanted: what is read here, as `NumPy array`.
  package static func unreadable(
    _ bytes: some Collection<UInt8>, path: String, as expected: FileKind, wanted: String,
    _ problem: Problem
  ) -> FileError {
    guard let kind = FileKind(beginning: bytes), kind != expected else {
      return FileError(path: path, problem: problem)
    }
    return FileError(path: path, problem: .otherFormat(kind, wanted: wanted))
  }
}
