/// Finds what is wrong with a text before any of it runs: names, kinds of values, parameters, the
/// scripts that it runs.
package struct Checker {
  let host: any CheckHost
  var source: SourceText
  var scope: Scope
  /// Whether series are whole in operators: see ``Evaluator``.
  var keepsSeries = false
  var files: FileChecks
  var definitions = DefinitionChecks()
  /// What is known inside of the definition whose body this is; nil outside of one.
  var definitionScope: DefinitionScope?

  var signatures: Signatures { host.signatures }

  /// Checks a script with its parameters set.
  ///
  /// - Parameter running: the paths of the scripts that are running already.
  package static func check(
    _ script: Script, host: any CheckHost, scope: Scope, running: [String]
  ) throws(Diagnostic) {
    _ = try check(script, host: host, scope: scope, files: FileChecks(running: running))
  }

  /// - Returns: the names known at its end.
  private static func check(
    _ script: Script, host: any CheckHost, scope: Scope, files: FileChecks
  ) throws(Diagnostic) -> (scope: Scope, files: FileChecks) {
    var checker = Checker(host: host, source: script.source, scope: scope, files: files)
    for parameter in script.parameters {
      checker.scope.variables[parameter.name] = parameter.value.kind
      checker.scope.definedNames.remove(parameter.name)
    }
    do {
      try checker.check(script.body)
    } catch {
      switch error {
      case .here(let fault):
        throw Diagnostic(fault, in: script.source, exitCode: fault.problem.exitCodeOfCheck)
      case .elsewhere(let diagnostic): throw diagnostic
      }
    }
    return (checker.scope, checker.files)
  }

  /// An error in this text or, already told in full, in a script that it runs.
  enum Finding: Error {
    case here(Fault)
    case elsewhere(Diagnostic)
  }

  // MARK: - Statements

  private mutating func check(_ block: Block) throws(Finding) {
    for statement in block.statements {
      // What is known of definitions depends on the variables.
      definitions = DefinitionChecks()
      try check(statement)
    }
  }

  private mutating func check(_ statement: Statement) throws(Finding) {
    switch statement.kind {
    case .command(let call): try check(call)
    case .assignment(let name, let range, .command(let call)):
      try check(call)
      try checkAssignable(name, at: range)
      scope.variables[name] = call.command.result
    case .assignment(let name, let range, .expression(let expression)):
      try checkAssignable(name, at: range)
      scope.variables[name] = try kinds(of: expression)
    case .definition(let definition): try check(definition)
    case .expression(let expression):
      if let path = expression.dottedName, signatures.isGroup(path) { break }
      _ = try kinds(of: expression)
    case .repetition(let count, let body):
      try require(count, .scalar, "`repeat`")
      try checkLoop(body)
    case .iteration(let name, let range, let sequence, let body):
      try checkAssignable(name, at: range)
      let kinds = try require(sequence, .sequences, "`for`")
      scope.variables[name] = kinds.isSubset(of: [.range, .series]) ? .number : .any
      try checkLoop(body)
    case .conditional(let branches, let otherwise):
      let before = scope
      var ends: [Scope] = otherwise == nil ? [before] : []
      for branch in branches {
        scope = before
        try checkCondition(branch.condition)
        try check(branch.body)
        ends.append(scope)
      }
      if let otherwise {
        scope = before
        try check(otherwise)
        ends.append(scope)
      }
      scope = ends.removeFirst()
      for end in ends { scope.merge(end) }
    case .help, .leaveLoop, .nextRound: break
    }
  }

  /// What a loop's body assigns may be there from the round before, so its kind is open. The same
  /// holds for what a command runs again and again.
  private mutating func checkLoop(_ body: Block) throws(Finding) {
    for name in body.assignedNames where scope.variables[name] != nil {
      scope.variables[name] = .any
    }
    let before = scope
    try check(body)
    scope.merge(before)
  }

  private func checkAssignable(_ name: String, at range: Range<Int>) throws(Finding) {
    if scope.definedNames.contains(name) {
      throw .here(Fault(.nameIsTaken(name, by: "a series of the run"), at: range))
    }
  }

  // MARK: - Commands

  private mutating func check(_ call: CommandCall) throws(Finding) {
    // It may run at any time from here on, or never.
    if let block = call.block { try checkLoop(block) }
    do {
      for argument in call.arguments { try check(argument) }
      for argument in call.scriptArguments {
        if case .expression(let expression) = argument.value { _ = try kinds(of: expression) }
      }
      if call.command.passesParameters { try checkScript(of: call) }
      switch call.command.effect {
      case .none: break
      case .introduces(let objects): scope.objects = objects
      case .replaces:
        // They bring names of their own, as series.
        scope.objects = nil
        scope.isOpen = true
      case .forgets: try forget(call)
      }
      try define(call)
    } catch {
      guard case .here(let fault) = error else { throw error }
      throw .here(fault.inside(call.command))
    }
  }

  /// Takes in the name that a command defines.
  private mutating func define(_ call: CommandCall) throws(Finding) {
    for argument in call.arguments {
      guard let kinds = argument.parameter.definedKinds, case .word(let name) = argument.value
      else { continue }
      if scope.variables[name] != nil, !scope.definedNames.contains(name) {
        throw .here(Fault(.nameIsTaken(name, by: "a variable"), at: argument.range))
      }
      scope.definedNames.insert(name)
      scope.variables[name] = kinds
    }
  }

  private func check(_ argument: CommandCall.Argument) throws(Finding) {
    let (name, type) = (argument.parameter.name, argument.parameter.type)
    let literal: Value?
    switch argument.value {
    case .word(let word): literal = .string(word)
    case .expression(let expression):
      if type == .condition || type == .expression(.bool) { return try checkCondition(expression) }
      let found = try keepingSeries(type.kinds.wantsSeries).kinds(of: expression)
      literal = expression.literalValue
      try checkEnding(of: expression, name, type, at: argument.range)
      if literal == nil, found.isDisjoint(with: type.kinds) {
        throw .here(
          Fault(
            .wrongArgument(
              name: name, type: type, found: found.textWithArticle, suggestion: nil),
            at: argument.range))
      }
    }
    guard let literal else { return }
    do {
      try type.check(literal, of: name)
    } catch {
      throw .here(Fault(error, at: argument.range))
    }
  }

  /// However a path begins, its ending may be wrong for sure: `"{iteration}.jpg"`.
  private func checkEnding(
    of expression: Expression, _ name: String, _ type: ParameterType, at range: Range<Int>
  ) throws(Finding) {
    guard let endings = type.endings, case .string(let parts) = expression.kind,
      parts.count > 1, case .text(let tail)? = parts.last, tail.contains("."),
      !ParameterType.ends("x" + tail, in: endings)
    else { return }
    throw .here(
      Fault(
        .wrongArgument(
          name: name, type: type, found: "one that ends in \(Problem.quoted(tail))",
          suggestion: nil), at: range))
  }

  // MARK: - Scripts that are run

  private mutating func checkScript(of call: CommandCall) throws(Finding) {
    guard let argument = call.arguments.first(where: { $0.parameter.type == .path }) else { return }
    let literal: Value? =
      switch argument.value {
      case .word(let word): .string(word)
      case .expression(let expression): expression.literalValue
      }
    guard case .string(let written)? = literal else {
      scope.isOpen = true
      scope.objects = nil
      return
    }
    let path = host.resolveScript(written, from: source.name)
    let script: Script
    do {
      script = try files.script(at: path, signatures: signatures)
    } catch {
      switch error {
      case .here(let fault): throw .here(Fault(fault.problem, at: argument.range))
      case .elsewhere(var diagnostic):
        diagnostic.chain.append(.script(at: source.place(of: call.nameRange)))
        throw .elsewhere(diagnostic)
      }
    }
    for argument in call.scriptArguments {
      let given: Script.Given
      do {
        given = try script.check(argument, path: written)
      } catch {
        throw .here(error)
      }
      if case .later(let expression) = given { _ = try kinds(of: expression) }
    }
    guard files.begin(path) else { return }
    let outer = scope
    do {
      let end = try Checker.check(script, host: host, scope: scope, files: files)
      (scope, files) = (end.scope, end.files)
    } catch {
      var diagnostic = error
      diagnostic.chain.append(.script(at: source.place(of: call.nameRange)))
      throw .elsewhere(diagnostic)
    }
    files.end(path)
    // Its parameters are its own.
    for parameter in script.parameters {
      scope.variables[parameter.name] = outer.variables[parameter.name]
    }
  }
}

extension Scope {
  mutating func merge(_ other: Scope) {
    for (name, kinds) in other.variables { widen(name, kinds) }
    definitions.merge(other.definitions) { mine, _ in mine }
    definedNames.formUnion(other.definedNames)
    isOpen = isOpen || other.isOpen
    if objects != other.objects { objects = nil }
  }
}

extension Block {
  /// The names that its statements assign to, however deep.
  var assignedNames: Set<String> {
    var names: Set<String> = []
    for statement in statements {
      switch statement.kind {
      case .assignment(let name, _, _): names.insert(name)
      case .repetition(_, let body): names.formUnion(body.assignedNames)
      case .iteration(let name, _, _, let body):
        names.formUnion(body.assignedNames)
        names.insert(name)
      case .conditional(let branches, let otherwise):
        for branch in branches { names.formUnion(branch.body.assignedNames) }
        if let otherwise { names.formUnion(otherwise.assignedNames) }
      case .command(let call): names.formUnion(call.block?.assignedNames ?? [])
      default: break
      }
    }
    return names
  }
}
