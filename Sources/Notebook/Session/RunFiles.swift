import Checkpoints
import Datasets
import Files
import Formats
import GANs

extension Session {
  /// The whole state of the run, with what the session adds to it: which data it draws from, and
  /// how many pictures and random numbers there were, so that the next ones are those of an
  /// unbroken session.
  func checkpoint(of run: Run) -> Checkpoint {
    var notes: JSONObject = [
      "pictures": .integer(pictureCount), "random": .integer(randomUses),
    ]
    notes["load"] = data == nil ? nil : dataOrigin?.json
    return Checkpoint(of: run, dataset: data?.asStored, notes: notes)
  }

  /// Continues from a checkpoint, or from the newest whole one of a folder.
  ///
  /// - Parameter isTakenUp: whether it is the run of a session that goes on.
  @discardableResult
  func open(
    _ path: String, within invocation: Invocation, isTakenUp: Bool = false
  ) throws -> Checkpoint {
    let opened = try Checkpoint.open(resolve(path))
    for error in opened.damaged {
      emit(.warning("\(error); an earlier checkpoint takes its place"))
    }
    let checkpoint = opened.value
    var run: Run
    let (pictures, random): (Int, Int)
    do throws(CheckpointProblem) {
      run = try Run(checkpoint)
      pictures = try checkpoint.count(noted: "pictures") ?? 0
      random = try checkpoint.count(noted: "random") ?? 0
      _ = try checkpoint.count(noted: RunPlace.note)
    } catch {
      throw FileError(path: opened.path, problem: .checkpoint(error))
    }
    if let wanted = checkpoint.dataset {
      try provide(wanted, from: DataOrigin(checkpoint.notes["load"]), within: invocation)
    }
    if !isTakenUp { run.note(.opened) }
    begin(run, by: invocation.text)
    runPlace = RunPlace(of: checkpoint, at: opened.path)
    (pictureCount, randomUses) = (pictures, random)
    didSave(run, to: opened.path)
    emit(.text("\(run.title); \(run.position.text), seed \(run.seed)"))
    return checkpoint
  }

  /// Sees to it that the data of a run is loaded.
  private func provide(
    _ wanted: Checkpoint.Dataset, from origin: DataOrigin?, within invocation: Invocation
  ) throws {
    func problem(_ why: String) -> Problem {
      .failed(
        "the run draws from \(wanted.name), \(wanted.count) training images; \(why)",
        advice: "`load` that data first, then `open`")
    }
    if let data {
      guard data.asStored.isSame(as: wanted) else {
        throw problem("\(data.name), \(data.training.count) images, is other data")
      }
      return
    }
    do {
      guard try origin?.load(within: invocation) == true else {
        throw problem("how to load it is not known")
      }
    } catch  where self.problem(for: error) == .interrupted {
      throw Problem.interrupted
    } catch let error as Problem {
      if case .failed = error { throw error }
      throw problem("it cannot be loaded again: \(error.message)")
    } catch {
      throw problem("it cannot be loaded again: \(error)")
    }
    guard let data, data.asStored.isSame(as: wanted) else {
      let found = data.map { "\($0.name), \($0.training.count) images," } ?? "nothing"
      data = nil
      dataOrigin = nil
      throw problem("what was loaded again, \(found) is other data")
    }
  }
}

extension ImageDataset {
  fileprivate var asStored: Checkpoint.Dataset {
    Checkpoint.Dataset(name: name, count: training.count, digest: identity)
  }
}

extension Checkpoint.Dataset {
  /// Whether it has the same images and labels; what it is called does not matter.
  fileprivate func isSame(as other: Self) -> Bool { digest == other.digest }
}
