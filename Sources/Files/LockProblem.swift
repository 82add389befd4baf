/// Why a folder cannot be locked.
public enum LockProblem: ContentProblem {
  /// Another process holds the folder.
  case locked(process: Int?)
  /// The folder has something of the lock's name that is none.
  case notALock(why: String)
}

extension LockProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .locked(let process):
      "is in use by \(process.map { "process \($0)" } ?? "another process"); "
        + "wait for it, stop it, or choose another folder"
    case .notALock(let why):
      "`ganbook.lock` in it \(why), so it is no lock of Ganbook and was left as it is; "
        + "give it another name, or choose another folder"
    }
  }
}

extension FileError.Problem {
  /// The problem of a folder's lock.
  public static func lock(_ problem: LockProblem) -> Self { .content(problem) }
}
