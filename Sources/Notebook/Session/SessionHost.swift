import Language
import Pictures

extension Session: Host {
  package var signatures: Signatures { registry.signatures }

  package func members(of owner: String, among objects: String) -> [String]? {
    LayerNames.names(kind: objects, network: owner, in: registry.kinds)
  }

  // MARK: - Names

  package func variable(_ name: String) -> Value? {
    workspace.variables[name] ?? workspace.recorded(name).map(Value.series)
  }

  package func assign(_ name: String, _ value: Value?) { workspace.variables[name] = value }

  package func definition(_ name: String) -> Definition? { workspace.definitions[name] }

  package func define(_ definition: Definition) {
    workspace.definitions[definition.name] = definition
  }

  package func value(ofName path: String) throws -> Value {
    guard let name = registry.builtInName(path) else { throw Problem.notAssigned(path) }
    return try name.value(workspace)
  }

  package func rows(ofName path: String) throws -> TensorRows? {
    try registry.builtInName(path)?.rows?(workspace)
  }

  package func member(_ path: [String], of value: Value) throws -> Value {
    guard case .object(let reference as ModelReference) = value, let run = workspace.run else {
      throw Problem.unknownMember(of: ValueText.inner(value), name: path[0], suggestion: nil)
    }
    return try run.member(path, of: reference)
  }

  package func result(ofCell cell: Int?) throws -> Value { try cells.results.value(ofCell: cell) }

  // MARK: - What is done

  package func run(_ invocation: Invocation) throws -> Value {
    guard let command = registry.command(invocation.command.name) else {
      throw Problem.unknownCommand(invocation.command.name, suggestion: nil)
    }
    return try command.body(invocation, parts)
  }

  package func call(_ call: FunctionCall) throws -> Value {
    guard let function = registry.function(call.function.name) else {
      throw Problem.unknownFunction(call.function.name, suggestion: nil)
    }
    return try function.body(call, workspace)
  }

  /// Shows the value of an expression and keeps it as `_`.
  package func show(_ value: Value) {
    // Whoever asks for the first iteration of what never was has an answer, too.
    if case .none = value { return output.emit(.text("none")) }
    cells.results.append(value, cell: cells.running)
    if case .object(let image as GrayImage) = value {
      return output.emit(.picture(Picture(Sheet(image))))
    }
    if case .object(let reference as ModelReference) = value,
      let card = try? workspace.card(of: reference)
    {
      return output.emit(.text(card))
    }
    if let text = ValueText.shown(value) { output.emit(.text(text)) }
  }

  package func list(_ path: String) {
    output.emit(
      .table(
        workspace.table(
          of: registry.names.filter { $0.signature.path.hasPrefix(path + ".") })))
  }

  package func explain(_ topic: String) throws(Problem) {
    if let text = try workspace.explanation(of: topic) { return output.emit(.prose(text)) }
    let help = Help(
      signatures: signatures, grammar: GrammarPage.text, definitions: workspace.definitions)
    output.emit(.prose(try help.text(on: topic)))
  }

  package func pause(at range: Range<Int>) throws(Evaluator.Failure) {
    // The commands of a stop are part of the statement that trains.
    if !workspace.isAtStop { text.statementStart = workspace.position }
    keeping.keepIfAsked(in: nil)
    guard interrupt.isSet else { return }
    interrupt.clear()
    throw .here(Fault(.interrupted, at: range))
  }

  // MARK: - Errors

  package func note(_ rounding: Rounding, in place: String) {
    if let text = rounding.warning(of: place) { output.warnOnce(text) }
  }

  package func problem(for error: any Error) -> Problem { Problem(error) }

  package var stateText: String { workspace.stateText }
}

extension Session: CompletionHost {
  package func describeMembers(of owner: String) -> [(name: String, note: String)] {
    workspace.describeMembers(of: owner)
  }

  package func resolve(_ path: String) -> String { surroundings.resolve(path) }
}
