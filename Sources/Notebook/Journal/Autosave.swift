import GANs
import ModelFiles

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
}

extension Session {
  /// At the prompt, a training is kept on the way so often: a save takes a twentieth of a second.
  private static let interval = Duration.seconds(60)

  /// The run was saved where the user wished.
  func didSave(_ run: Run, to path: String) {
    hasUnsavedTraining = false
    note(run, isIn: path)
  }

  /// The run is in a file as it is now.
  func note(_ run: Run, isIn path: String) {
    saved.changes = runChanges
    saved.time = .now
    saved.place = (path, run.iteration)
    saved.toldFailure = nil
    journal?.note(
      path: absolute(path), iteration: run.iteration, phase: run.phase.rawValue)
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
    guard let failure = journal?.failure else { return }
    journal = nil
    emit(.warning("no journal is kept any more: \(failure)"))
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
    if saved.changes != runChanges || hasUnkeptLines { autosave() }
    keepRecord()
    if let divergence = model.divergence(inTensors: true) {
      let good = saved.place.map { "; the state of iteration \($0.iteration) is kept: \($0.path)" }
      return "the run is not kept, for it diverged: \(divergence.text)\(good ?? "")"
    }
    guard saved.changes == runChanges, let path = journal?.checkpointPath else {
      return "the training is lost: \(saved.toldFailure ?? "there is no folder for sessions")"
    }
    return "the run is kept at \(model.position.text); "
      + "`ganbook resume` goes on: \(path)"
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
    guard let run = model, let journal else { return }
    let reason: String
    if let divergence = run.divergence(inTensors: true) {
      // What was kept before it stays.
      reason = Problem.diverged(divergence).message
    } else if let path = journal.checkpointPath, journal.failure == nil {
      do {
        try saveBeside(run, journal: journal, to: path)
        return note(run, isIn: path)
      } catch {
        reason = "\(error)"
      }
    } else {
      reason = journal.failure ?? "there is no folder for sessions"
    }
    saved.time = .now
    guard reason != saved.toldFailure else { return }
    saved.toldFailure = reason
    emit(.warning("the run is not kept beside the journal: \(reason)"))
  }
}
