import Checkpoints
import Datasets
import Files
import Formats
import GANs
import Language

extension Keeping {
  /// The whole state of the run, with what the session adds to it: which data it draws from, and
  /// how many pictures and random numbers there were, so that the next ones are those of an
  /// unbroken session.
  func checkpoint(of run: Run) -> Checkpoint {
    var notes: JSONObject = [
      "pictures": .integer(workspace.pictureCount), "random": .integer(workspace.randomUses),
    ]
    notes["load"] = workspace.data == nil ? nil : workspace.dataSource?.json
    return Checkpoint(of: run, dataset: workspace.data?.asStored, notes: notes)
  }

  /// Continues from a checkpoint, or from the newest whole one of a folder.
  ///
  /// - Parameters:
  ///   - command: what asked for it, as it was typed.
  ///   - isTakenUp: whether it is the run of a session that goes on.
  @discardableResult
  func open(
    _ path: String, by command: String, isTakenUp: Bool = false
  ) throws -> Checkpoint {
    let opened = try Checkpoint.open(workspace.surroundings.resolve(path))
    for error in opened.damaged {
      output.emit(.warning("\(error); an earlier checkpoint takes its place"))
    }
    let checkpoint = opened.value
    var run: Run
    let (pictures, random): (Int, Int)
    do throws(CheckpointProblem) {
      run = try Run(checkpoint, kinds: workspace.kinds)
      pictures = try checkpoint.count(noted: "pictures") ?? 0
      random = try checkpoint.count(noted: "random") ?? 0
      _ = try checkpoint.count(noted: RunPlace.note)
    } catch {
      throw FileError(path: opened.path, problem: .checkpoint(error))
    }
    if let wanted = checkpoint.dataset {
      try provide(wanted, from: checkpoint.notes["load"])
    }
    if !isTakenUp { run.note(.opened) }
    workspace.begin(run, by: command)
    runPlace = RunPlace(of: checkpoint, at: opened.path)
    (workspace.pictureCount, workspace.randomUses) = (pictures, random)
    didSave(run, to: opened.path)
    output.emit(.text("\(run.title); \(run.position.text), seed \(run.seed)"))
    return checkpoint
  }

  /// Sees to it that the data of a run is loaded.
  private func provide(
    _ wanted: Checkpoint.Dataset, from note: JSONValue?
  ) throws {
    func problem(_ why: String) -> Problem {
      .failed(
        "the run draws from \(wanted.name), \(wanted.count) training images; \(why)",
        advice: "`load` that data first, then `open`")
    }
    if let data = workspace.data {
      guard data.asStored.isSame(as: wanted) else {
        throw problem("\(data.name), \(data.training.count) images, is other data")
      }
      return
    }
    do {
      guard let source = try DataSource(note) else {
        throw problem("how to load it is not known")
      }
      try workspace.load(source)
    } catch  where Problem(error) == .interrupted {
      throw Problem.interrupted
    } catch let error as Problem {
      if case .failed = error { throw error }
      throw problem("it cannot be loaded again: \(error.message)")
    } catch {
      throw problem("it cannot be loaded again: \(error)")
    }
    guard let data = workspace.data, data.asStored.isSame(as: wanted) else {
      let found = workspace.data.map { "\($0.name), \($0.training.count) images," } ?? "nothing"
      (workspace.data, workspace.dataSource) = (nil, nil)
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
