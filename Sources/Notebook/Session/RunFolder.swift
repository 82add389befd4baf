import Checkpoints
import Files
import GANs
import Platform

/// The folder that a training saves checkpoints in, held as long as the training may go on: what
/// becomes of its name, or of a link that led to it, does not matter.
final class RunFolder {
  /// As the user wrote it.
  private let name: String
  private var place: Place
  private let every: Int
  /// Where the run stood when it was to be saved last.
  private var attempted: (iteration: Int, phase: Phase)?
  /// Where the folder was when that was told last.
  private var toldPath: String

  /// A folder that is held and locked.
  private struct Place {
    let folder: CheckpointFolder
    let lock: FolderLock
    /// The number of the run's first checkpoint there: those before it are not this run's to remove.
    var first = 1
  }

  /// - Parameter other: the folder of the training before, which may be the same one.
  /// - Returns: nil where the command asks for no checkpoints.
  init?(of invocation: Invocation, asFor other: RunFolder?) throws {
    guard let name = invocation.string("checkpoint") else {
      for parameter in ["every", "keep"] where invocation.isGiven(parameter) {
        throw invocation.fault(
          .failed(
            "`\(parameter)` is about checkpoints, and there is no folder for them",
            advice: "add one, as in `checkpoint=\"runs/a\"`"), at: parameter)
      }
      return nil
    }
    let path = invocation.session.resolve(name)
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
        invocation.emit(.warning("\(name): process \(process), which wrote here, ended early"))
      }
    }
    // Only now that nobody else writes there.
    let entries = folder.entries
    let newest = entries.last?.number ?? 0
    if let runPlace = invocation.session.runPlace, runPlace.isNewest(newest, in: path) {
      place.first = runPlace.first
    } else {
      place.first = newest + 1
      if !entries.isEmpty {
        let noun = entries.count == 1 ? "checkpoint" : "checkpoints"
        invocation.emit(.text("\(name): \(entries.count) \(noun) of another run stay there"))
      }
    }
  }

  /// Saves at the iterations that the user asked for.
  func saveIfDue(_ session: Session) {
    guard let run = session.model, run.iteration % every == 0 else { return }
    save(session)
  }

  /// Saves where the run stands, unless it has been. A failure is told each time, and the run is
  /// kept beside the journal; the training goes on.
  func save(_ session: Session) {
    guard let run = session.model else { return }
    if let attempted, attempted == (run.iteration, run.phase) { return }
    attempted = (run.iteration, run.phase)
    if let divergence = run.divergence(inTensors: true) {
      // It would push out good ones.
      return session.emit(
        .warning(
          "no checkpoint at iteration \(run.iteration): \(name): "
            + Problem.diverged(divergence).message))
    }
    do {
      do {
        try write(run, session)
      } catch  where error.isOfMissingFolder {
        try makeAgain(session)
        try write(run, session)
      }
      tellIfMoved(session)
    } catch {
      session.saved.lacksCheckpoint = true
      let elsewhere = session.saveBesideJournal()
      session.emit(
        .warning(
          "no checkpoint at iteration \(run.iteration): \(name): \(error.problem); training goes on, "
            + (elsewhere.map { "and the run is kept nowhere: \($0)" }
              ?? "and the run is kept beside the journal")))
    }
  }

  private func write(_ run: Run, _ session: Session) throws(FileError) {
    var checkpoint = session.checkpoint(of: run)
    checkpoint.notes[RunPlace.note] = .integer(place.first)
    try checkpoint.save(in: place.folder, first: place.first) { path in
      session.runPlace = RunPlace(of: checkpoint, at: path)
      session.didSave(run, to: path)
    }
  }

  /// The folder was removed: makes one where it was, not where a link leads meanwhile.
  private func makeAgain(_ session: Session) throws(FileError) {
    guard let old = place.folder.held else { return }
    let folder = try CheckpointFolder(creating: old.realPath, keep: place.folder.keep)
    guard let held = folder.held else { return }
    let lock = try FolderLock(folder: held)
    place = Place(folder: folder, lock: lock, first: (folder.entries.last?.number ?? 0) + 1)
    toldPath = folder.path
    session.emit(
      .warning("\(name): the folder was removed with the checkpoints in it, and is made again"))
  }

  private func tellIfMoved(_ session: Session) {
    let path = place.folder.path
    guard path != toldPath else { return }
    toldPath = path
    session.emit(
      .warning("\(name): the checkpoints go on in the same folder, which is now \(path)"))
  }
}

extension FileError {
  /// Whether a file could not be made because its folder is gone.
  fileprivate var isOfMissingFolder: Bool {
    guard case .save(let problem) = problem, case .call(_, ENOENT) = problem.cause else {
      return false
    }
    return !problem.isInPlace
  }
}
