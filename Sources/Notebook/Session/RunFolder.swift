import GANs
import ModelFiles

/// The folder that a training saves checkpoints in, held as long as the training may go on.
final class RunFolder {
  /// As the user wrote it.
  private let name: String
  private let folder: CheckpointFolder
  /// The number of the run's first checkpoint there: those before it are not this run's to remove.
  private let first: Int
  private let every: Int
  private let lock: RunLock
  /// Where the run stood when it was saved last.
  private var saved: (iteration: Int, phase: Phase)?
  /// The last failure that was told, so that a full disk is not told again and again.
  private var toldFailure: String?

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
    folder = try CheckpointFolder(creating: path, keep: invocation.int("keep") ?? 3)
    every = invocation.int("every") ?? 500
    if let other, other.folder.path == path {
      lock = other.lock
    } else {
      lock = try RunLock(folder: path)
      if let process = lock.recoveredFrom {
        invocation.emit(.warning("\(name): process \(process), which wrote here, ended early"))
      }
    }
    // Only now that nobody else writes there.
    let entries = folder.entries
    let newest = entries.last?.number ?? 0
    if let place = invocation.session.runPlace, place.isNewest(newest, in: path) {
      first = place.first
    } else {
      first = newest + 1
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

  /// Saves where the run stands, unless it has been. A failure is told; the training goes on.
  func save(_ session: Session) {
    guard let run = session.model else { return }
    if let saved, saved == (run.iteration, run.phase) { return }
    let reason: String
    if let divergence = run.divergence(inTensors: true) {
      // It would push out good ones.
      reason = "\(Problem.diverged(divergence).message)"
    } else if let failure = write(run, of: session) {
      reason = "\(failure.problem)"
    } else {
      saved = (run.iteration, run.phase)
      toldFailure = nil
      return
    }
    guard reason != toldFailure else { return }
    toldFailure = reason
    session.emit(
      .warning(
        "no checkpoint at iteration \(run.iteration): \(name): \(reason); training goes on"))
  }

  private func write(_ run: Run, of session: Session) -> ModelFileError? {
    do throws(ModelFileError) {
      var checkpoint = session.checkpoint(of: run)
      checkpoint.notes[RunPlace.note] = .integer(first)
      let path = try checkpoint.save(in: folder, first: first)
      session.runPlace = RunPlace(of: checkpoint, at: path)
      session.didSave(run, to: path)
      return nil
    } catch {
      return error
    }
  }
}
