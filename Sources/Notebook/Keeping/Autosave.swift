import Files
import GANs
import Language

// The run beside the journal: written when something would be lost otherwise, without being asked.

extension Keeping {
  /// At the prompt, a training is kept on the way so often: a save takes a twentieth of a second.
  private static let interval = Duration.seconds(60)

  /// The run was saved where the user wished.
  func didSave(_ run: Run, to path: String) {
    workspace.hasUnsavedTraining = false
    saved.lacksCheckpoint = false
    note(run, isIn: path)
  }

  /// The run is in a file as it is now.
  func note(_ run: Run, isIn path: String) {
    saved.changes = workspace.runChanges
    saved.time = .now
    saved.place = (path, run.iteration)
    saved.toldFailure = nil
    // Behind links, which may lead elsewhere tomorrow.
    let path = workspace.surroundings.absolute(path)
    journal?.note(
      path: Folder.realPath(path) ?? path, iteration: run.iteration, phase: run.phase.rawValue)
  }

  /// Keeps the run after a cell that changed it, and only then calls the cell finished: what is
  /// finished is not lost, however the process ends.
  func keep(_ outcome: Outcome) {
    keepIfAsked(in: nil)
    if workspace.surroundings.isInteractive {
      if saved.changes != workspace.runChanges || hasUnkeptLines { autosave() }
      keepRecord()
    }
    journal?.endCell(
      code: Int(outcome.exitCode.rawValue), iteration: workspace.run?.iteration,
      phase: workspace.run?.phase.rawValue)
    if let failure = journal?.failure, !saved.hasToldJournal {
      saved.hasToldJournal = true
      output.emit(.warning("no journal is kept any more: \(failure)"))
    }
    if let warning = Shortcomings.met.takeWarning() { output.emit(.warning(warning)) }
  }

  /// Keeps the run now and then while it is trained.
  func autosaveOnTheWay() {
    if workspace.surroundings.isInteractive, .now - saved.time >= Self.interval { autosave() }
  }

  /// Keeps what no file has yet, where the session is ended from outside or a script by an error.
  ///
  /// - Returns: what to say about it; nil where nothing was to be kept.
  package func saveBeforeEnding() -> String? {
    guard let run = workspace.run, workspace.hasUnsavedTraining else { return nil }
    let isKept = saved.changes == workspace.runChanges && !hasUnkeptLines
    let failure = isKept ? nil : saveBesideJournal()
    keepRecord()
    if let divergence = run.divergence(inTensors: true) {
      let good = saved.place.map { "; the state of iteration \($0.iteration) is kept: \($0.path)" }
      return "the run is not kept, for it diverged: \(divergence.text)\(good ?? "")"
    }
    if let failure { return "the training is lost: \(failure)" }
    return "the run is kept at \(run.position.text); "
      + "`ganbook resume` goes on: \(journal?.checkpointPath ?? "")"
  }

  /// Saves the run with its lines beside the journal.
  ///
  /// - Returns: why not; nil where it is there now.
  func saveBesideJournal() -> String? {
    guard let run = workspace.run else { return "there is no run" }
    guard let journal else { return "there is no folder for sessions: HOME is not set" }
    guard let path = journal.checkpointPath else {
      return journal.failure ?? "the session has no journal yet"
    }
    // What was kept before it stays.
    if let divergence = run.divergence(inTensors: true) {
      return Problem.of(.diverged(divergence)).message
    }
    do {
      try saveBeside(run, journal: journal, to: path)
      note(run, isIn: path)
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Keeps the run where somebody asked for that from outside, and says where.
  ///
  /// - Parameter folder: where its training has checkpoints, which is then the place.
  func keepIfAsked(in folder: RunFolder?) {
    guard workspace.surroundings.interrupt.takeCheckpointRequest(),
      let message = keepNow(in: folder)
    else { return }
    output.emit(.warning(message))
  }

  /// Keeps the run as it is now, whatever happens later.
  ///
  /// - Returns: where it is; nil where there is no run, or why not has been told.
  package func keepNow() -> String? { keepNow(in: nil) }

  private func keepNow(in folder: RunFolder?) -> String? {
    guard let run = workspace.run else { return nil }
    if saved.changes != workspace.runChanges {
      if let folder { save(in: folder) } else { autosave() }
    }
    guard saved.changes == workspace.runChanges, let place = saved.place else { return nil }
    return "the run is kept at \(run.position.text): \(place.path)"
  }

  private func autosave() {
    guard journal != nil, let reason = saveBesideJournal() else { return }
    saved.time = .now
    guard reason != saved.toldFailure else { return }
    saved.toldFailure = reason
    output.emit(.warning("the run is not kept beside the journal: \(reason)"))
  }
}
