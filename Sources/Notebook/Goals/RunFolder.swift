import Checkpoints
import Files
import GANs
import Language
import Platform

/// The folder that a training saves checkpoints in, held as long as the training may go on: what
/// becomes of its name, or of a link that led to it, does not matter.
final class RunFolder {
  /// As the user wrote it.
  let name: String
  var place: Place
  let every: Int
  /// Where the run stood when it was to be saved last.
  var attempted: (iteration: Int, phase: Phase)?
  /// Where the folder was when that was told last.
  var toldPath: String

  /// A folder that is held and locked.
  struct Place {
    let folder: CheckpointFolder
    let lock: FolderLock
    /// The number of the run's first checkpoint there: those before it are not this run's to remove.
    var first = 1
  }

  /// - Parameters:
  ///   - surroundings: what the path is relative to.
  ///   - other: the folder of the training before, which may be the same one.
  ///   - runPlace: where the run has its checkpoints so far.
  ///   - tell: called with what there is to say.
  /// - Returns: nil where the command asks for no checkpoints.
  init?(
    of invocation: Invocation, in surroundings: Surroundings, asFor other: RunFolder?,
    runPlace: RunPlace?, tell: (Output) -> Void
  ) throws {
    guard let name = invocation.string("checkpoint") else {
      for parameter in ["every", "keep"] where invocation.isGiven(parameter) {
        // Without checkpoints, `every` is the film's.
        if parameter == "every", invocation.isGiven("film") { continue }
        throw invocation.fault(
          .failed(
            "`\(parameter)` is about checkpoints, and there is no folder for them",
            advice: "add one, as in `checkpoint=\"runs/a\"`"), at: parameter)
      }
      return nil
    }
    let path = surroundings.resolve(name)
    self.name = name
    toldPath = path
    every = invocation.int("every") ?? 500
    let folder = try CheckpointFolder(creating: path, keep: invocation.int("keep") ?? 3)
    guard let held = folder.held else { return nil }
    if let other, held.isSame(as: other.place.folder.path) {
      place = Place(folder: folder, lock: other.place.lock)
    } else {
      place = Place(folder: folder, lock: try FolderLock(folder: held))
      if let process = place.lock.recoveredFrom {
        tell(.warning("\(name): process \(process), which wrote here, ended early"))
      }
    }
    // Only now that nobody else writes there.
    let entries = folder.entries
    let newest = entries.last?.number ?? 0
    if let runPlace, runPlace.isNewest(newest, in: path) {
      place.first = runPlace.first
    } else {
      place.first = newest + 1
      if !entries.isEmpty {
        let noun = entries.count == 1 ? "checkpoint" : "checkpoints"
        tell(.text("\(name): \(entries.count) \(noun) of another run stay there"))
      }
    }
  }
}
