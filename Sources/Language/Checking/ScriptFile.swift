import Files
import Platform

/// Scripts as files.
package enum ScriptFile {
  /// Reads a file whole.
  package static func read(_ path: String) throws(Problem) -> [UInt8] {
    do throws(FileError) {
      return try FileBytes.readToEnd(path, limit: SourceText.largestSize)
    } catch {
      throw .cannotReadScript(path: path, reason: reason(error.problem))
    }
  }

  private static func reason(_ problem: FileError.Problem) -> String {
    switch problem {
    case .system(.call(_, EISDIR)): "it is a folder"
    case .system(let problem): problem.reason
    default: problem.description
    }
  }
}
