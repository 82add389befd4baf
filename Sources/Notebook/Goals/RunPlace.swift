import Checkpoints
import Files
import Language
import Platform

/// The folder that a run has its checkpoints in, and which of those there are its own: what a
/// training may remove there when it keeps only the newest.
struct RunPlace {
  /// The name in a checkpoint's notes of the number of the run's first checkpoint in its folder.
  static let note = "first"

  /// Without links and dots, so that two ways of naming it are one.
  private let folder: String
  /// The number of the run's newest checkpoint there.
  private let newest: Int
  let first: Int

  /// Where a checkpoint lies; nil where it is not one of a folder.
  init?(of checkpoint: Checkpoint, at path: String) {
    let (folder, name) = Folder.split(path)
    guard let entry = CheckpointFolder.entry(name), let resolved = Self.resolved(folder),
      let first = checkpoint.notes[Self.note]?.integer, first >= 1, first <= entry.number
    else { return nil }
    self.folder = resolved
    newest = entry.number
    self.first = first
  }

  /// Whether the newest checkpoint of a folder, by its number, is the run's newest: if others came
  /// after it, those before may be of others, too.
  func isNewest(_ number: Int, in folder: String) -> Bool {
    number == newest && Self.resolved(folder) == self.folder
  }

  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
