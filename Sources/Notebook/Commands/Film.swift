import Checkpoints
import Files
import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  static let film = Command(
    "film", group: .look, summary: "Make a film of the training so far.",
    details: """
      A frame of each state of the present line that is kept, and of where it began and stands; or of each
      checkpoint of the newest run in a folder. All frames are of the same noise, as `grid noise=fixed`. An
      animated PNG, or what ffmpeg makes of it: .gif, .mp4. `train film=` records a frame of each so many
      iterations.
      """,
    parameters: [
      Parameter(
        "file", .file(FilmTarget.endings), .positional, isRequired: true,
        "the film; its folder is made"),
      Parameter("from", .path, .named, "a folder of `train checkpoint=`"),
      Parameter("rows", .int(1...100), .named, default: "10", "rows of the sheet"),
      Parameter(
        "columns", .int(1...100), .named, default: "10", "columns of it, a class in each",
        synonyms: ["cols"]),
    ],
    examples: [
      Example("film growing.png", setup: "\(smallRun)\nsnapshot\ntrain iterations=2"),
      Example(
        "film growing.png from=\"runs/a\" rows=2",
        setup: "\(smallRun)\ntrain iterations=2 checkpoint=\"runs/a\" every=1"),
    ], needs: \.workspace
  ) { invocation, workspace in
    guard let target = try FilmTarget(of: invocation, "file", in: workspace.surroundings) else {
      return .none
    }
    var states =
      try invocation.string("from").map {
        try workspace.checkpointStates(in: $0, invocation)
      } ?? workspace.keptStates()
    let sheet = FilmSheet(
      rows: invocation.int("rows") ?? 10, columns: invocation.int("columns") ?? 10)
    var notes: [FilmNote] = []
    // One state after the other, since each may take a file to read.
    try target.write {
      while let state = states.popLast() {
        guard let run = try state() else { continue }
        notes.append(FilmNote(of: run))
        return try sheet.frame(of: run, data: workspace.data)
      }
      return nil
    }
    workspace.output.emit(.text("\(target.name): \(FilmRecording.text(of: notes))"))
    return .none
  }
}

extension Workspace {
  /// What gives the states of the present line that are at hand, latest first, one for each iteration.
  fileprivate func keptStates() throws -> [() throws -> Run?] {
    let run = try builtRun("film")
    let moment = moment(of: run)
    let kept = timeline.kept.states.filter { state in
      state.runNumber == moment.runNumber && state.run.isPast(of: run)
    }.map(\.run)
    var states = Dictionary((kept + [run]).map { ($0.iteration, $0) }) { first, _ in first }
    if run.log.built != nil, states[0] == nil {
      states[0] = try state(toStartFrom: moment.earlier(.start))
    }
    guard states.count > 1 else {
      throw Problem.failed(
        "only the state of iteration \(run.iteration) is there, and one state makes no film",
        advice: "`train film=` records one")
    }
    return states.sorted { $0.key > $1.key }.map { state in { state.value } }
  }

  /// What gives the checkpoints of the newest run in a folder, latest first, without those of what it
  /// took back. Damaged ones are told and left out.
  fileprivate func checkpointStates(
    in name: String, _ invocation: Invocation
  ) throws -> [() throws -> Run?] {
    let folder = CheckpointFolder(reading: surroundings.resolve(name))
    let newest: CheckpointFolder.Opened<(run: Run, first: Int)>
    do {
      newest = try folder.openNewest { [kinds] path throws(FileError) in
        try Self.run(at: path, kinds: kinds)
      }
    } catch {
      throw invocation.fault(MistakenFile.problem(for: error, written: name), at: "from")
    }
    for error in newest.damaged { output.emit(.warning("\(error); it is left out")) }
    let last = newest.value.run
    var states: [() throws -> Run?] = [{ last }]
    var iteration = last.iteration
    for entry in folder.entries.reversed()
    where entry.number >= newest.value.first && entry.iteration < iteration {
      iteration = entry.iteration
      states.append { [kinds, output] in
        try Stretches.poll()
        do {
          let run = try Self.run(at: "\(folder.path)/\(entry.name)", kinds: kinds).run
          let isOfRun =
            run.seed == last.seed && run.kind.name == last.kind.name && run.images == last.images
          return isOfRun && run.isPast(of: last) ? run : nil
        } catch let error as FileError {
          output.emit(.warning("\(error); it is left out"))
          return nil
        }
      }
    }
    return states
  }

  /// The run of a checkpoint, and the number of its first one in the folder.
  private static func run(
    at path: String, kinds: [GANKind]
  ) throws(FileError) -> (run: Run, first: Int) {
    let checkpoint = try Checkpoint(contentsOf: path)
    do throws(CheckpointProblem) {
      let run = try Run(checkpoint, kinds: kinds)
      return (run, try checkpoint.count(noted: RunPlace.note) ?? 1)
    } catch {
      throw FileError(path: path, problem: .checkpoint(error))
    }
  }
}
