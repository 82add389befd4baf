import Language

extension Command {
  static let echo = Command(
    "echo", group: .session, summary: "Show values on one line.",
    parameters: [
      Parameter("value", .expression(.any), .repeated, "what to show, with blanks between")
    ],
    examples: [
      Example("echo \"seed {3 + 4}\" 1...5"),
      Example("echo \"half a percent is {0.005:.1%}\"", "a format stands after the colon"),
    ],
    synonyms: ["print"], needs: \.output
  ) { invocation, output in
    let texts = invocation.all("value").map { value in
      if case .string(let text) = value { text } else { ValueText.inner(value) }
    }
    output.emit(.text(texts.joined(separator: " ")))
    return .none
  }
}
