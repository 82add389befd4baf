import Language

extension Command {
  static let run = Command(
    "run", group: .session, summary: "Run a script.",
    details: """
      The path is relative to the folder of the script that says `run`; at the prompt, to the working
      folder. The parameters of the script are its own; other names that it assigns stay.
      """,
    parameters: [Parameter("file", .path, .positional, isRequired: true, "the script, as a.gan")],
    examples: [
      Example(
        "run warm-up.gan rounds=3",
        files: ["warm-up.gan": "param rounds = 1\nrepeat rounds { echo \"warmer\" }\n"])
    ],
    passesParameters: true,
    synonyms: ["source"]
  ) { invocation in
    guard let file = invocation.string("file") else { return .none }
    return try Evaluator(host: invocation.host, source: invocation.source)
      .runScript(file, of: invocation)
  }
}
