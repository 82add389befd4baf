import Files
import Platform
import TensorEngine

/// Scripts as files.
package enum ScriptFile {
  /// Reads a file whole, or what comes through a pipe.
  package static func read(_ path: String) throws(Problem) -> [UInt8] {
    do throws(FileError) {
      return try FileBytes.readToEnd(
        path, limit: SourceText.largestSize, isInterrupted: { Interruption.isDue })
    } catch {
      throw problem(error.problem, path)
    }
  }

  /// Reads a script that another one runs: once to check it, and again each time that it runs, which
  /// a pipe does not allow.
  package static func readAgain(_ path: String) throws(Problem) -> [UInt8] {
    do throws(FileError) {
      return try FileBytes.read(path, limit: SourceText.largestSize + 1)
    } catch {
      guard error.problem != .system(.notAFile) else {
        throw .cannotReadScript(
          path: path, reason: "it is no plain file, which could be read again")
      }
      guard case .system(.tooLarge) = error.problem else { throw problem(error.problem, path) }
      throw .textTooLarge(limit: SourceText.largestSize)
    }
  }

  private static func problem(_ problem: FileError.Problem, _ path: String) -> Problem {
    switch problem {
    case .system(.interrupted): .interrupted
    case .system(.call(_, EISDIR)): .cannotReadScript(path: path, reason: "it is a folder")
    case .system(let problem): .cannotReadScript(path: path, reason: problem.reason)
    default: .cannotReadScript(path: path, reason: problem.description)
    }
  }
}
