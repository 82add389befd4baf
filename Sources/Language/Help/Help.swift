/// Help as it stands in the signatures.
package struct Help {
  let signatures: Signatures
  /// What `help language` shows.
  let grammar: String
  /// Functions of one's own, by name.
  let definitions: [String: Definition]

  package init(
    signatures: Signatures, grammar: String, definitions: [String: Definition] = [:]
  ) {
    self.definitions = definitions
    self.signatures = signatures
    self.grammar = grammar
  }

  /// - Throws: ``Problem`` for a topic that there is none of, with the nearest one.
  package func text(on topic: String) throws(Problem) -> String {
    if topic.isEmpty { return overview }
    if topic == "language" { return grammar }
    if let command = signatures.command(topic) {
      // A word may be a function, too, where a bracket follows it, and stand before others.
      let function = signatures.function(topic).map { [text(of: $0)] } ?? []
      let members = signatures.members(of: topic).isEmpty ? [] : [table(ofMembersOf: topic)]
      let variants = signatures.variants(of: topic).map(text)
      return ([text(of: command)] + variants + function + members).joined(
        separator: "\n\n")
    }
    let variants = signatures.variants(of: topic)
    if !variants.isEmpty { return variants.map(text).joined(separator: "\n\n") }
    if let function = signatures.function(topic) { return text(of: function) }
    if let definition = definitions[topic] {
      return "\(definition.signature.usage)\n  \(definition.text)"
    }
    if let name = signatures.builtInName(topic) {
      let text = "\(name.path): \(name.summary)"
      guard name.kinds == .series else { return text }
      return text + """

          a series, a value for each iteration: \(name.path).at(24) is that of iteration 24, \(name.path)[0] \
        the first there is, \(name.path)[-10...-1] the last ten, last(\(name.path), 10) their mean
        """
    }
    if Parser.statementWords.contains(topic) { return grammar }
    if !signatures.members(of: topic).isEmpty { return table(ofMembersOf: topic) }
    throw .unknownTopic(topic, suggestion: signatures.suggestion(for: topic, among: topics))
  }

  package var topics: [String] {
    var seen: Set<String> = []
    return
      (signatures.commandWords + signatures.commands.map(\.name) + signatures.functions.map(\.name)
      + definitions.keys.sorted() + signatures.names.map(\.path) + signatures.roots + ["language"])
      .filter { seen.insert($0).inserted }
  }

  /// Everything that has a word in its name or its line.
  package func apropos(_ word: String) -> Table {
    let word = word.lowercased()
    func speaks(_ texts: String...) -> Bool { texts.contains { $0.lowercased().contains(word) } }
    var found: [(String, String)] = []
    for command in signatures.commands
    where speaks(command.name, command.summary, command.details)
      || command.parameters.contains(where: { speaks($0.name, $0.summary) })
    {
      found.append((command.name, command.summary))
    }
    for function in signatures.functions where speaks(function.name, function.summary) {
      found.append((function.usage, function.summary))
    }
    for definition in definitions.values.sorted(by: { $0.name < $1.name })
    where speaks(definition.text) {
      found.append((definition.signature.usage, definition.text))
    }
    for name in signatures.names where speaks(name.path, name.summary) {
      found.append((name.path, name.summary))
    }
    return table(found)
  }

  private func table(ofMembersOf topic: String) -> String {
    let names = signatures.names.filter { $0.path.hasPrefix(topic + ".") }
    return table(names.map { ($0.path, $0.summary) }).text
  }

  private func table(_ rows: [(String, String)]) -> Table {
    var table = Table(columns: [.init(""), .init("", wraps: true)])
    for row in rows { table.append([row.0, row.1]) }
    return table
  }

  private var overview: String {
    var lines: [String] = []
    for group in signatures.groups {
      let names = signatures.commands.filter { $0.group == group }
      lines.append(group)
      let rows = table(names.map { ("  " + $0.name, $0.summary) })
      lines.append(rows.text)
    }
    lines.append("")
    lines.append("help COMMAND, help FUNCTION and WORD? explain one; help language has the grammar")
    return lines.joined(separator: "\n")
  }

  private func text(of command: CommandSignature) -> String {
    let usage = [command.name] + command.parameters.map { Self.unbroken($0.usage) }
    let more = command.passesParameters ? ["[NAME=VALUE]..."] : []
    var lines = [(usage + more).joined(separator: " "), "  \(command.summary)"]
    if !command.details.isEmpty {
      // One paragraph: where its lines end depends on the window.
      lines.append("  " + command.details.split(separator: "\n").joined(separator: " "))
    }
    if !command.parameters.isEmpty {
      var table = Table(columns: [.init(""), .init("")])
      for parameter in command.parameters {
        let standard = parameter.defaultText.map { " (\($0))" } ?? ""
        table.append([
          "  \(parameter.name)", "\(parameter.summary): \(parameter.type.text)\(standard)",
        ])
      }
      lines.append(table.text)
    }
    lines.append("examples")
    lines += examples(command.examples)
    return lines.joined(separator: "\n")
  }

  /// What belongs together, as `[until COND]` does, stays on a line.
  private static func unbroken(_ text: String) -> String {
    String(text.map { $0 == " " ? WordWrap.fixedSpace : $0 })
  }

  private func text(of function: FunctionSignature) -> String {
    ([function.usage, "  \(function.summary)", "examples"] + examples(function.examples))
      .joined(separator: "\n")
  }

  private func examples(_ examples: [Example]) -> [String] {
    examples.flatMap { example in
      let lines = example.text.split(separator: "\n").map { "  " + $0 }
      guard let last = lines.last, !example.note.isEmpty else { return lines.map { String($0) } }
      return lines.dropLast() + [last + "    # \(example.note)"]
    }
  }
}
