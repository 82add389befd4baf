import Checkpoints
import Files
import GANs
import Language
import Platform

extension Keeping {
  /// Saves at the iterations that the user asked for.
  func saveIfDue(in folder: RunFolder) {
    guard let run = workspace.run, run.iteration % folder.every == 0 else { return }
    save(in: folder)
  }

  /// Saves where the run stands, unless it has been. A failure is told each time, and the run is
  /// kept beside the journal; the training goes on.
  func save(in folder: RunFolder) {
    guard let run = workspace.run else { return }
    if let attempted = folder.attempted, attempted == (run.iteration, run.phase) { return }
    folder.attempted = (run.iteration, run.phase)
    if let divergence = run.divergence(inTensors: true) {
      // It would push out good ones.
      return output.emit(
        .warning(
          "no checkpoint at iteration \(run.iteration): \(folder.name): "
            + Problem.of(.diverged(divergence)).message))
    }
    do {
      do {
        try write(run, in: folder)
      } catch  where error.isOfMissingFolder {
        try makeAgain(folder)
        try write(run, in: folder)
      }
      tellIfMoved(folder)
    } catch {
      saved.lacksCheckpoint = true
      let elsewhere = saveBesideJournal()
      output.emit(
        .warning(
          "no checkpoint at iteration \(run.iteration): \(folder.name): \(error.problem); training goes on, "
            + (elsewhere.map { "and the run is kept nowhere: \($0)" }
              ?? "and the run is kept beside the journal")))
    }
  }

  private func write(_ run: Run, in folder: RunFolder) throws(FileError) {
    var checkpoint = checkpoint(of: run)
    checkpoint.notes[RunPlace.note] = .integer(folder.place.first)
    try checkpoint.save(in: folder.place.folder, first: folder.place.first) { path in
      runPlace = RunPlace(of: checkpoint, at: path)
      didSave(run, to: path)
    }
  }

  /// The folder was removed: makes one where it was, not where a link leads meanwhile.
  private func makeAgain(_ runFolder: RunFolder) throws(FileError) {
    guard let old = runFolder.place.folder.held else { return }
    let folder = try CheckpointFolder(creating: old.realPath, keep: runFolder.place.folder.keep)
    guard let held = folder.held else { return }
    let lock = try FolderLock(folder: held)
    runFolder.place = RunFolder.Place(
      folder: folder, lock: lock, first: (folder.entries.last?.number ?? 0) + 1)
    runFolder.toldPath = folder.path
    output.emit(
      .warning(
        "\(runFolder.name): the folder was removed with the checkpoints in it, and is made again"))
  }

  private func tellIfMoved(_ folder: RunFolder) {
    let path = folder.place.folder.path
    guard path != folder.toldPath else { return }
    folder.toldPath = path
    output.emit(
      .warning("\(folder.name): the checkpoints go on in the same folder, which is now \(path)"))
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
