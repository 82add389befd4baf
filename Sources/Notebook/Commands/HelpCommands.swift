import Language

extension Command {
  static let help = Command(
    "help", group: .session, summary: "Explain a command, a function or the language.",
    details: "`WORD?` is short for it.",
    parameters: [
      Parameter("topic", .name, .repeated, "a command, a function, a quantity, or `language`")
    ],
    examples: [Example("help"), Example("help assert"), Example("help mean"), Example("mean?")],
    synonyms: ["man"]
  ) { invocation in
    let topic = invocation.all("topic").map(\.string).joined(separator: " ")
    do throws(Problem) {
      try invocation.host.explain(topic)
    } catch {
      throw invocation.fault(error, at: "topic")
    }
    return .none
  }

  static let apropos = Command(
    "apropos", group: .session, summary: "Find commands, functions and quantities by a word.",
    parameters: [Parameter("word", .name, .positional, isRequired: true, "what to look for")],
    examples: [Example("apropos mean")], needs: \.workspace
  ) { invocation, workspace in
    let word = invocation.string("word") ?? ""
    let help = Help(
      signatures: invocation.host.signatures, grammar: GrammarPage.text,
      definitions: workspace.definitions)
    let found = help.apropos(word)
    workspace.output.emit(
      found.rows.isEmpty ? .text("nothing speaks of `\(word)`") : .table(found))
    return .none
  }
}
