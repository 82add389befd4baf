/// What the check of a statement has found out about definitions, each of which it looks into once.
final class DefinitionChecks {
  fileprivate struct Key: Hashable {
    let name: String
    let keepsSeries: Bool
  }

  fileprivate struct Finding {
    let signature: FunctionSignature
    /// With that of the definitions that it calls, as if their bodies stood in its own.
    let nesting: Int
  }

  /// By name, and by whether series are whole.
  fileprivate var found: [Key: Finding] = [:]
  /// Those that are being looked into, outermost first, with the deepest nesting of what they call.
  fileprivate var open: [(name: String, deepestCallee: Int)] = []
}

/// What is known inside of a definition's body.
final class DefinitionScope {
  /// The kinds that the parameters may have, by what the body does with them.
  private(set) var parameters: [String: ValueKinds]
  /// The variables outside of it.
  let outside: [String: ValueKinds]

  init(of definition: Definition, outside: [String: ValueKinds]) {
    parameters = Dictionary(
      definition.parameters.map { ($0.name, .any) }, uniquingKeysWith: { a, _ in a })
    self.outside = outside
  }

  func narrow(_ name: String, to accepted: ValueKinds) {
    parameters[name]?.formIntersection(accepted)
  }
}

extension Checker {
  /// A definition, which is known from here on.
  mutating func check(_ definition: Definition) throws(Finding) {
    scope.definitions[definition.name] = definition
    _ = try look(into: definition)
  }

  /// The variables and functions that a command names are not known any more.
  mutating func forget(_ call: CommandCall) throws(Finding) {
    for argument in call.arguments where argument.parameter.type == .variable {
      guard case .word(let name) = argument.value else { continue }
      scope.definedNames.remove(name)
      let hadVariable = scope.variables.removeValue(forKey: name) != nil
      let hadFunction = scope.definitions.removeValue(forKey: name) != nil
      guard !hadVariable, !hadFunction, !scope.isOpen else { continue }
      if let owner = signatures.owner(of: name) {
        throw .here(Fault(.nameIsTaken(name, by: owner), at: argument.range))
      }
      let near = Suggestion.nearest(
        to: name, among: (Array(scope.variables.keys) + Array(scope.definitions.keys)).sorted())
      throw .here(Fault(.unknownName(name, suggestion: near), at: argument.range))
    }
  }

  /// How a function is called: one of the host's, or of one's own; nil where there is none.
  ///
  /// - Throws: what is wrong with its body, told in the definition's own text: a name may have been
  ///   there when it was defined, and be gone.
  func signature(
    ofFunction name: String, calledAt range: Range<Int>
  ) throws(Finding) -> FunctionSignature? {
    if let function = signatures.function(name) { return function }
    guard let definition = scope.definitions[name] else { return nil }
    if let start = definitions.open.firstIndex(where: { $0.name == name }) {
      throw .here(
        Fault(.callsItself(definitions.open[start...].map(\.name) + [name]), at: range))
    }
    do {
      let found = try look(into: definition)
      if let caller = definitions.open.indices.last {
        definitions.open[caller].deepestCallee = max(
          definitions.open[caller].deepestCallee, found.nesting)
      }
      return found.signature
    } catch {
      let caller = Caller.function(name, at: source.place(of: range))
      switch error {
      case .here(let fault):
        throw .elsewhere(
          Diagnostic(
            fault, in: definition.source, exitCode: fault.problem.exitCodeOfCheck, chain: [caller]))
      case .elsewhere(var diagnostic):
        diagnostic.chain.append(caller)
        throw .elsewhere(diagnostic)
      }
    }
  }

  private func look(
    into definition: Definition
  ) throws(Finding) -> DefinitionChecks.Finding {
    let key = DefinitionChecks.Key(name: definition.name, keepsSeries: keepsSeries)
    if let found = definitions.found[key] { return found }
    definitions.open.append((definition.name, 0))
    defer { definitions.open.removeLast() }
    let known = DefinitionScope(
      of: definition, outside: definitionScope?.outside ?? scope.variables)
    var inside = self
    inside.source = definition.source
    inside.definitionScope = known
    inside.scope.variables = known.outside.merging(known.parameters) { _, parameter in parameter }
    let result = try inside.kinds(of: definition.body)
    let nesting = definition.nesting + (definitions.open.last?.deepestCallee ?? 0)
    guard nesting <= Parser.deepestNesting else {
      throw .here(
        Fault(.nestedTooDeeply(limit: Parser.deepestNesting), at: definition.body.range))
    }
    let found = DefinitionChecks.Finding(
      signature: definition.signature({ known.parameters[$0] ?? .any }, gives: result),
      nesting: nesting)
    definitions.found[key] = found
    return found
  }
}
