import TensorEngine

extension Evaluator {
  /// The value of a name: a parameter's of the definition whose body this is, or a variable's.
  func variable(_ name: String) -> Value? { locals[name] ?? host.variable(name) }

  /// Calls a function of one's own: its body has its parameters and the variables, and nothing of
  /// who calls it. What it is given are series whole, as though it stood in the body.
  func call(
    _ definition: Definition, _ arguments: [Expression.Argument], at range: Range<Int>
  ) throws(Failure) -> Value {
    guard !Interruption.isDue else { throw .here(Fault(.interrupted, at: range)) }
    var inside = self
    inside.source = definition.source
    inside.nesting += definition.nesting
    // A check has seen to it, but which definitions there are may depend on what ran.
    guard inside.nesting <= Parser.deepestNesting else {
      throw .here(Fault(.nestedTooDeeply(limit: Parser.deepestNesting), at: range))
    }
    inside.locals = [:]
    for parameter in definition.parameters {
      inside.locals[parameter.name] = parameter.standard
    }
    let places = try places(of: arguments, for: definition.signature, at: range)
    for (place, argument) in zip(places, arguments) {
      inside.locals[definition.parameters[place].name] = try keepingSeries(true).value(
        of: argument.value)
    }
    do {
      let value = try inside.value(of: definition.body)
      guard case .series(let series) = value else { return value }
      return .series(series.named(source[range]))
    } catch {
      let caller = Caller.function(definition.name, at: source.place(of: range))
      switch error {
      case .here(let fault):
        throw .elsewhere(
          Diagnostic(
            fault, in: definition.source, exitCode: fault.problem.exitCode, chain: [caller]))
      case .elsewhere(var diagnostic):
        diagnostic.chain.append(caller)
        throw .elsewhere(diagnostic)
      case .exit, .leaveBlock: throw error
      }
    }
  }

  func places(
    of arguments: [Expression.Argument], for function: FunctionSignature, at range: Range<Int>
  ) throws(Failure) -> [Int] {
    do {
      return try function.places(of: arguments, at: range)
    } catch {
      throw .here(error)
    }
  }
}
