import Language

extension Command {
  static let assert = Command(
    "assert", group: .session, summary: "Stop unless a condition holds.",
    details: "A script that stops here exits with code 3.",
    parameters: [
      Parameter("condition", .expression(.bool), .positional, isRequired: true, "what has to be"),
      Parameter(
        "else", .expression(.string), .keyword, "what to say where it is not"),
    ],
    examples: [
      Example("assert mean([1, 2, 3]) == 2"),
      Example("assert 2 > 1 else \"two is more than one\""),
    ]
  ) { invocation in
    guard invocation.bool("condition") == false else { return .none }
    let written = invocation.call.arguments.first { $0.parameter.name == "condition" }
    let text = written.map { invocation.source[$0.range] } ?? ""
    throw invocation.fault(
      .assertionFailed(invocation.string("else") ?? "`\(text)` does not hold"), at: "condition")
  }
}
