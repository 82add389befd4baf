import Language

extension Command {
  static let exit = Command(
    "exit", group: .session, summary: "End the script or the session.",
    details:
      "At the prompt it asks first where a model is not saved, as Ctrl-D does; a script never asks.",
    parameters: [
      Parameter("code", .int(0...255), .positional, default: "0", "the exit code of the process")
    ],
    examples: [Example("exit"), Example("exit 3")],
    synonyms: ["quit", "q", "bye", "logout"]
  ) { invocation in
    let code = UInt8(clamping: invocation.int("code") ?? 0)
    throw Evaluator.Failure.exit(code == 0 ? .done : .asked(code))
  }
}
