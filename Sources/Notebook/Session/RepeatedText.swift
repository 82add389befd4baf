import Language

extension Session {
  /// What an empty line at the prompt does again: the last cell, where it is a single command that
  /// one does again and again, like `step`.
  package var repeatedText: String? {
    guard let text = cells.latest,
      let script = try? Parser.parse(SourceText(text, name: .cell(cell)), signatures: signatures),
      script.body.statements.count == 1,
      case .command(let call)? = script.body.statements.first?.kind, call.command.isRepeated
    else { return nil }
    // `continue` that came to the end of its training has nothing to go on with.
    return workspace.openGoal == nil && call.command.name == Command.proceed.signature.name
      ? nil : text
  }
}
