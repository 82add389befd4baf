import Files
import GANs

// The run beside the journal: written when something would be lost otherwise, without being asked.

/// What of the run is in files.
struct SavedState {
  /// The count of changes of the run when it was saved last.
  var changes = 0
  var time = ContinuousClock.now
  /// Where it was saved last, and at which iteration; nil where nowhere.
  var place: (path: String, iteration: Int)?
  /// The last failure that was told, so that a full disk is not told again and again.
  var toldFailure: String?
  /// Whether it was told that the journal has ended.
  var hasToldJournal = false
  /// Whether the last checkpoint that was asked for could not be saved.
  var lacksCheckpoint = false
}

extension Session {
  /// At the prompt, a training is kept on the way so often: a save takes a twentieth of a second.
  private static let interval = Duration.seconds(60)

  /// The run was saved where the user wished.
  func didSave(_ run: Run, to path: String) {
    hasUnsavedTraining = false
    saved.lacksCheckpoint = false
    note(run, isIn: path)
  }

  /// The run is in a file as it is now.
  func note(_ run: Run, isIn path: String) {
    saved.changes = runChanges
    saved.time = .now
    saved.place = (path, run.iteration)
    saved.toldFailure = nil
    // Behind links, which may lead elsewhere tomorrow.
    let path = absolute(path)
    journal?.note(
      path: Folder.realPath(path) ?? path, iteration: run.iteration, phase: run.phase.rawValue)
  }

  /// Keeps the run after a cell that changed it, and only then calls the cell finished: what is
  /// finished is not lost, however the process ends.
  func keep(_ outcome: Outcome) {
    keepIfAsked(in: nil)
    if isInteractive {
      if saved.changes != runChanges || hasUnkeptLines { autosave() }
      keepRecord()
    }
    journal?.endCell(
      code: Int(outcome.exitCode.rawValue), iteration: model?.iteration,
      phase: model?.phase.rawValue)
    if let failure = journal?.failure, !saved.hasToldJournal {
      saved.hasToldJournal = true
      emit(.warning("no journal is kept any more: \(failure)"))
    }
    if let warning = Shortcomings.met.takeWarning() { emit(.warning(warning)) }
  }

  /// Keeps the run now and then while it is trained.
  func autosaveOnTheWay() {
    if isInteractive, .now - saved.time >= Self.interval { autosave() }
  }

  /// Keeps what no file has yet, where the session is ended from outside or a script by an error.
  ///
  /// - Returns: what to say about it; nil where nothing was to be kept.
  package func saveBeforeEnding() -> String? {
    guard let model, hasUnsavedTraining else { return nil }
    let isKept = saved.changes == runChanges && !hasUnkeptLines
    let failure = isKept ? nil : saveBesideJournal()
    keepRecord()
    if let divergence = model.divergence(inTensors: true) {
      let good = saved.place.map { "; the state of iteration \($0.iteration) is kept: \($0.path)" }
      return "the run is not kept, for it diverged: \(divergence.text)\(good ?? "")"
    }
    if let failure { return "the training is lost: \(failure)" }
    return "the run is kept at \(model.position.text); "
      + "`ganbook resume` goes on: \(journal?.checkpointPath ?? "")"
  }

  /// Saves the run with its lines beside the journal.
  ///
  /// - Returns: why not; nil where it is there now.
  func saveBesideJournal() -> String? {
    guard let run = model else { return "there is no run" }
    guard let journal else { return "there is no folder for sessions: HOME is not set" }
    guard let path = journal.checkpointPath else {
      return journal.failure ?? "the session has no journal yet"
    }
    // What was kept before it stays.
    if let divergence = run.divergence(inTensors: true) {
      return Problem.diverged(divergence).message
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
    guard interrupt.takeCheckpointRequest(), let message = keepNow(in: folder) else { return }
    emit(.warning(message))
  }

  /// Keeps the run as it is now, whatever happens later.
  ///
  /// - Returns: where it is; nil where there is no run, or why not has been told.
  package func keepNow() -> String? { keepNow(in: nil) }

  private func keepNow(in folder: RunFolder?) -> String? {
    guard let model else { return nil }
    if saved.changes != runChanges {
      if let folder { folder.save(self) } else { autosave() }
    }
    guard saved.changes == runChanges, let place = saved.place else { return nil }
    return "the run is kept at \(model.position.text): \(place.path)"
  }

  private func autosave() {
    guard journal != nil, let reason = saveBesideJournal() else { return }
    saved.time = .now
    guard reason != saved.toldFailure else { return }
    saved.toldFailure = reason
    emit(.warning("the run is not kept beside the journal: \(reason)"))
  }
}
