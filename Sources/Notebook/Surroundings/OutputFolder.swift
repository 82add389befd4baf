import Files
import Language
import Platform

/// Folders for what is written.
enum OutputFolder {
  /// Makes the folder of a file, with those that it is in.
  static func make(for file: String) throws(Problem) {
    guard file.contains("/") else { return }
    let folder = Folder.split(file).folder
    do throws(Folder.NotMade) {
      try Folder.make(folder)
    } catch {
      if case .call(_, EEXIST) = error.problem {
        throw .file("\(error.path) is a file, not a folder", advice: "choose another one")
      }
      throw .file(
        "cannot make the folder \(folder): \(error.problem.reason)", advice: "choose another one")
    }
  }
}
