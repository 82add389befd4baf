import Platform

/// What the operating system refused.
public enum SystemProblem: Error, Equatable, Sendable {
  /// A call failed with an error number.
  case call(String, errno: Int32)
  /// There is something else than a plain file.
  case notAFile
  /// The file is larger than a model file can be.
  case tooLarge(bytes: Int, limit: Int)
  /// The file became shorter while it was read.
  case shrank(bytes: Int, expected: Int)
  /// There was the wish to stop.
  case interrupted
}

extension SystemProblem {
  /// The bare reason, for messages that say by themselves what was tried and what to do.
  package var reason: String {
    if case .call(_, let number) = self { String(cString: strerror(number)) } else { description }
  }
}

extension SystemProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .call(let call, ENOENT):
      "there is no such file or folder (\(call)); check the path"
    case .call(let call, EACCES), .call(let call, EPERM):
      "permission denied (\(call)); check who may read and write it"
    case .call(let call, ENOSPC), .call(let call, EDQUOT):
      "no space left (\(call)); free some, or choose another folder"
    case .call(let call, EFBIG):
      "File too large (\(call)): more than `ulimit -f` or the file system allows"
    case .call(let call, EISDIR): "is a folder, not a file (\(call))"
    case .call("open folder", ENOTDIR): "is no folder, or in something that is none; check the path"
    case .call(let call, ENOTDIR): "is not in a folder, but in a file (\(call)); check the path"
    case .call(let call, let number): "\(call) failed: \(String(cString: strerror(number)))"
    case .notAFile: "is not a plain file; give the path of one"
    case .tooLarge(let bytes, let limit):
      "has \(bytes) bytes, more than the \(limit) that Ganbook reads"
    case .shrank(let bytes, let expected):
      "had \(expected) bytes but only \(bytes) could be read; does another program write it?"
    case .interrupted: "interrupted"
    }
  }
}
