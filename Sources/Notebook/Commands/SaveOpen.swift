import Files
import GANs
import Language

extension Command {
  static let save = Command(
    "save", group: .files, summary: "Save the whole state of the run as a checkpoint.",
    details: """
      At any phase, in the middle of an iteration too: `open` goes on bit for bit as if nothing had
      happened. A failed save leaves what was there before. The file is in the safetensors format.
      A run that diverged is saved as well, with a warning. A file that is there and no checkpoint is not
      replaced.
      """,
    parameters: [
      Parameter("file", .path, .positional, isRequired: true, "the file; its folder is made")
    ],
    examples: [Example("save run.checkpoint", setup: smallRun)], needs: \.keeping
  ) { invocation, keeping in
    guard let file = invocation.string("file") else { return .none }
    let workspace = keeping.workspace
    let run = try workspace.builtRun("save")
    let path = workspace.surroundings.resolve(file)
    if let kind = FileKind(ofFile: path), kind != .safetensors, kind != .empty {
      throw invocation.fault(
        .file(
          "\(file) is there already, and is \(kind.rawValue), no checkpoint",
          advice: "choose another name, or remove it first"), at: "file")
    }
    try OutputFolder.make(for: path)
    try keeping.checkpoint(of: run).save(to: path)
    if let divergence = run.divergence(inTensors: true) {
      // Done as asked; what `resume` takes up stays the last good state.
      workspace.hasUnsavedTraining = false
      workspace.output.emit(.warning(Problem.of(.diverged(divergence)).message))
    } else {
      keeping.didSave(run, to: path)
    }
    workspace.output.emit(
      .text(
        "\(file): \(run.kind.name), \(run.position.text)")
    )
    return .none
  }

  static let open = Command(
    "open", group: .files, summary: "Go on from a checkpoint, or from the newest one of a folder.",
    details: """
      The data must be the same as when it was saved. If none is loaded, it is loaded again by the
      command that had loaded it. Damaged checkpoints of a folder are named and passed over.
      """,
    parameters: [
      Parameter(
        "file", .path, .positional, isRequired: true,
        "a file of `save`, or a folder of `train checkpoint=`")
    ],
    examples: [
      Example("open run.checkpoint", setup: "\(smallRun)\ntrain iterations=1\nsave run.checkpoint"),
      Example(
        "open runs/a", "the newest",
        setup: "\(smallRun)\ntrain iterations=2 checkpoint=\"runs/a\" every=1"),
    ],
    effect: .replaces, needs: \.keeping
  ) { invocation, keeping in
    guard let file = invocation.string("file") else { return .none }
    try keeping.workspace.checkIsNotAtStop("open")
    do {
      try keeping.open(file, by: invocation.text)
    } catch let error as FileError {
      throw MistakenFile.problem(for: error, written: file)
    }
    return .none
  }
}
