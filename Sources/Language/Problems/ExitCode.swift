/// How a script or a session ends, as the exit code of the process says it.
package enum ExitCode: Hashable, Sendable {
  case done
  case runTimeError
  /// A usage, syntax or check error: nothing was run.
  case usage
  case assertionFailed
  /// An input file is missing or corrupt, or an output cannot be written.
  case file
  /// A `stop` was hit with nobody to talk to.
  case stopped
  case bug
  case hangUp
  case interrupted
  case terminated
  /// What `exit CODE` asked for.
  case asked(UInt8)

  package var rawValue: Int32 {
    switch self {
    case .done: 0
    case .runTimeError: 1
    case .usage: 2
    case .assertionFailed: 3
    case .file: 4
    case .stopped: 5
    case .bug: 70
    case .hangUp: 129
    case .interrupted: 130
    case .terminated: 143
    case .asked(let code): Int32(code)
    }
  }
}
