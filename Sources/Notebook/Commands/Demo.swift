import Language

extension Command {
  static let demo = Command(
    "demo", group: .session, summary: "Show in half a minute how digits are learned.",
    details: """
      Draws digits as data, trains a small model on them and shows what it makes, all in a session of its
      own: yours stays as it is. The lines that it runs are shown, to be tried by hand.
      """,
    parameters: [
      Parameter(
        "iterations", .count, .named, default: "1500", "how long to train; fewer are quicker",
        synonyms: ["steps", "count", "n"])
    ],
    examples: [Example("demo iterations=2")], needs: \.self
  ) { invocation, session in
    let (output, interrupt) = (session.output, session.surroundings.interrupt)
    let run = session.aside()
    for (line, remark) in demoLines(iterations: invocation.int("iterations") ?? 1500) {
      guard !interrupt.isSet else {
        interrupt.clear()
        throw Problem.interrupted
      }
      output.emit(.text("demo> \(line)    # \(remark)"))
      var failure: Diagnostic?
      run(line) { given in
        guard case .error(let diagnostic) = given else { return output.emit(given) }
        failure = diagnostic
      }
      guard let failure else { continue }
      // Its place is in the demo; what is asked to stop is the line that runs it. That cannot be
      // continued.
      throw failure.exitCode == .interrupted ? Problem.interrupted : failure.problem
    }
    output.emit(
      .text("That was the demo; your session is as before it. `help train` tells more."))
    return .none
  }

  /// A small model that learns small data fast. The first digits are there after a few seconds.
  private static func demoLines(iterations: Int) -> [(line: String, remark: String)] {
    [
      ("load digits count=2000", "drawn here: no file is needed"),
      ("build cgan seed=1 batch=32 rate=5e-4", "a generator and a discriminator"),
      ("train iterations=\(iterations) show=true", "what the generator makes, as it learns"),
      ("show G", "0 to 9, each with new noise"),
      ("mean(last(acc.validity, 100))", "1: fakes are told from real digits; 0.5: they are not"),
    ]
  }
}
