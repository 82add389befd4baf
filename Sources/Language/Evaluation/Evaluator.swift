/// Runs the statements of one text.
package struct Evaluator {
  let host: any Host
  var source: SourceText
  /// The parameters of the definition whose body this is.
  var locals: [String: Value] = [:]
  /// How deep the bodies of definitions nest that led here.
  var nesting = 0
  /// Whether operators work on each iteration of a series, rather than on its latest value: inside
  /// of what takes a series.
  private(set) var keepsSeries = false

  package init(host: any Host, source: SourceText) {
    self.host = host
    self.source = source
  }

  /// The same where a series is wanted, or where its latest value is.
  func keepingSeries(_ keepsSeries: Bool) -> Evaluator {
    var evaluator = self
    evaluator.keepsSeries = keepsSeries
    return evaluator
  }

  /// How a block ended.
  package enum Flow { case normal, leaveLoop, nextRound }

  /// An error while a text runs.
  package enum Failure: Error {
    case here(Fault)
    /// In a script that it runs or a definition that it calls, told in full.
    case elsewhere(Diagnostic)
    case exit(ExitCode)
    /// No error: a command ends the statements that another command was given, see ``DeferredBlock``.
    case leaveBlock
  }

  package func run(_ block: Block) throws(Failure) -> Flow {
    for statement in block.statements {
      try host.pause(at: statement.range)
      let flow = try run(statement)
      if flow != .normal { return flow }
    }
    return .normal
  }

  private func run(_ statement: Statement) throws(Failure) -> Flow {
    switch statement.kind {
    case .command(let call): _ = try run(call)
    case .assignment(let name, _, .command(let call)): host.assign(name, try run(call))
    case .assignment(let name, _, .expression(let expression)):
      host.assign(name, try value(of: expression))
    case .definition(let definition): host.define(definition)
    case .expression(let expression):
      if let path = expression.dottedName, host.signatures.isGroup(path) {
        _ = try located(expression.range) {
          try host.list(path)
          return .none
        }
      } else {
        host.show(try value(of: expression))
      }
    case .help(let topic):
      do {
        try host.explain(topic)
      } catch {
        throw .here(Fault(error, at: statement.range))
      }
    case .repetition(let count, let body):
      let rounds = try wholeNumber(count, what: "the count of `repeat`")
      guard rounds >= 0 else {
        throw .here(
          Fault(.negativeCount(what: "the count of `repeat`", value: rounds), at: count.range))
      }
      var round = 0.0
      while round < rounds {
        try host.pause(at: statement.range)
        if try run(body) == .leaveLoop { break }
        round += 1
      }
    case .iteration(let name, _, let sequence, let body):
      for item in try items(of: sequence) {
        try host.pause(at: statement.range)
        host.assign(name, item)
        if try run(body) == .leaveLoop { break }
      }
    case .conditional(let branches, let otherwise):
      for branch in branches where try isTrue(branch.condition) { return try run(branch.body) }
      if let otherwise { return try run(otherwise) }
    case .leaveLoop: return .leaveLoop
    case .nextRound: return .nextRound
    }
    return .normal
  }

  func wholeNumber(_ expression: Expression, what: String) throws(Failure) -> Double {
    let number = try number(expression, what: what)
    guard let whole = number.int, whole.magnitude <= Int.largestExact else {
      throw .here(Fault(.notWhole(what: what, value: number), at: expression.range))
    }
    return number.double
  }

  func number(_ expression: Expression, what: String) throws(Failure) -> Number {
    let value = try keepingSeries(false).operand(expression)
    switch value {
    case .number(let number): return number
    case .tensor(let tensor) where tensor.count == 1: return .single(tensor.scalar)
    default:
      throw .here(
        Fault(
          .wrongKind(what: what, expected: .number, found: value.kind), at: expression.range))
    }
  }

  /// Whether a condition holds.
  func isTrue(_ expression: Expression) throws(Failure) -> Bool {
    var value = try value(of: expression)
    if case .series(let series) = value, series.areTruths {
      value = try located(expression.range) { try series.last() }
    }
    guard case .bool(let holds) = value else {
      throw .here(Fault(.notACondition(value.kind), at: expression.range))
    }
    return holds
  }
}
