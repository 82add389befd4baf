import Files
import Pictures
import Platform

/// What is around a session: the variables and the folder that it goes by, who sits before it, and
/// the wish to stop.
package final class Surroundings {
  package let environment: [String: String]
  /// What relative paths at the prompt are relative to; nil is the working folder.
  package let folder: String?
  /// Set from outside to stop after the running statement or phase.
  package let interrupt: InterruptFlag
  /// Whether a person is there to talk to when a stop is hit.
  package var isInteractive = false
  /// What the program around it tells `doctor`: about the terminal and the user's files.
  package var report: () -> [ReportLine] = { [] }
  /// How pictures get to where they are seen, for a word of `set pictures`; the program around it
  /// knows the terminal.
  package lazy var pictureDelivery: (String) -> PictureDelivery = { [environment] word in
    PictureDelivery(way: PictureProtocol(word: word, environment: environment) ?? .none)
  }

  init(environment: [String: String], folder: String?, interrupt: InterruptFlag) {
    self.environment = environment
    self.folder = folder
    self.interrupt = interrupt
  }

  /// A path as the user wrote it, for the system: `~/` is the home.
  package func resolve(_ path: String) -> String {
    if path == "~" || path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty {
      return home + path.dropFirst()
    }
    guard let folder, !path.hasPrefix("/") else { return path }
    return "\(folder)/\(path)"
  }

  /// The path of a program; nil where it is not installed.
  func program(_ name: String) -> String? {
    OutsideProgram.path(of: name, in: environment["PATH"] ?? "")
  }

  /// The path as it is from any folder.
  func absolute(_ path: String) -> String {
    let path = resolve(path)
    return path.hasPrefix("/") ? path : "\(Folder.working)/\(path)"
  }
}

extension Folder {
  /// The working folder; empty where it is gone.
  static var working: String {
    guard let folder = getcwd(nil, 0) else { return "" }
    defer { free(folder) }
    return String(cString: folder)
  }
}
