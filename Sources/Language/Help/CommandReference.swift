/// The command reference, `docs/commands.md`, as it follows from the signatures.
package struct CommandReference {
  private let signatures: Signatures
  private let grammar: String

  package init(signatures: Signatures, grammar: String) {
    self.signatures = signatures
    self.grammar = grammar
  }

  package var text: String {
    var lines = [
      "# Commands, functions and quantities", "",
      "This page follows from the program's own registry. `help TOPIC` shows the same at the prompt; the",
      "grammar is under `help language`.", "",
    ]
    for group in signatures.groups {
      let commands = signatures.commands.filter { $0.group == group }
      lines += ["## Commands: \(group)", ""]
      for command in commands { lines += section(on: command) }
    }
    lines += ["## Functions", ""]
    for function in signatures.functions {
      lines += ["### `\(function.usage)`", "", function.summary, ""]
      lines += examples(function.examples)
    }
    lines += ["## Quantities", "", "| name | value | what it is |", "|---|---|---|"]
    lines += signatures.names.map {
      "| `\($0.path)` | \($0.kinds.text) | \(Self.cell($0.summary)) |"
    }
    lines += ["", "## Grammar", "", "```"]
    lines += grammar.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    lines += ["```", ""]
    return lines.joined(separator: "\n")
  }

  private func section(on command: CommandSignature) -> [String] {
    var lines = ["### `\(command.usage)`", "", command.summary]
    if !command.details.isEmpty { lines += ["", command.details] }
    lines.append("")
    if !command.parameters.isEmpty {
      lines += ["| parameter | takes | default | what it is |", "|---|---|---|---|"]
      for parameter in command.parameters {
        let standard =
          parameter.isRequired ? "required" : parameter.defaultText.map { "`\($0)`" } ?? ""
        lines.append(
          "| `\(parameter.name)` | \(Self.cell(parameter.type.text)) | \(standard) | "
            + "\(Self.cell(parameter.summary)) |")
      }
      lines.append("")
    }
    return lines + examples(command.examples)
  }

  private func examples(_ examples: [Example]) -> [String] {
    guard !examples.isEmpty else { return [] }
    let lines = examples.map { $0.text + ($0.note.isEmpty ? "" : "    # \($0.note)") }
    return ["```"] + lines + ["```", ""]
  }

  /// Text for a cell of a table.
  private static func cell(_ text: String) -> String {
    var result = ""
    for character in text { result += character == "|" ? "\\|" : String(character) }
    return result
  }
}
