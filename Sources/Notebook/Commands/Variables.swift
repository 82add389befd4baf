import Language

extension Command {
  static let variables = Command(
    "vars", group: .session, summary: "List variables and functions of your own.",
    details: "With the kind of each variable and its value in short.",
    examples: [Example("vars", setup: "x = 3\ndef half(a) = a / 2")],
    synonyms: ["who", "whos", "ls"], needs: \.workspace
  ) { invocation, workspace in
    var table = Table(columns: [.init("name"), .init("kind"), .init("value", wraps: true)])
    for (name, value) in workspace.variables.sorted(by: { $0.key < $1.key }) {
      let text = ValueText.inner(value)
      let isLong = text.count > longestValue
      table.append([
        name, value.kind.text, isLong ? text.prefix(longestValue) + "…" : text,
      ])
    }
    for name in workspace.definedKinds.keys.sorted() {
      guard let series = workspace.recorded(name) else { continue }
      table.append([name, "series", ValueText.inner(.series(series))])
    }
    for definition in workspace.definitions.values.sorted(by: { $0.name < $1.name }) {
      let text = definition.text.split(whereSeparator: \.isNewline).joined(separator: " ")
      table.append([definition.name, "function", text])
    }
    workspace.output.emit(
      table.rows.isEmpty ? .text("no variables and no functions of your own") : .table(table))
    return .none
  }

  private static let longestValue = 100

  static let forget = Command(
    "del", group: .session, summary: "Forget variables, functions and series of your own.",
    details: "Of a series all that was noted, and it is watched no more.",
    parameters: [Parameter("name", .variable, .repeated, isRequired: true, "what to forget")],
    examples: [
      Example("del x", setup: "x = 3"), Example("del x half", setup: "x = 3\ndef half(a) = a / 2"),
    ], effect: .forgets, synonyms: ["unset", "rm"], needs: \.workspace
  ) { invocation, workspace in
    for name in invocation.all("name").map(\.string) {
      let isRecording = workspace.forgetRecording(name)
      guard
        isRecording || workspace.variables[name] != nil || workspace.definitions[name] != nil
      else {
        throw invocation.fault(.unknownName(name, suggestion: nil), at: "name")
      }
      (workspace.variables[name], workspace.definitions[name]) = (nil, nil)
    }
    return .none
  }
}
