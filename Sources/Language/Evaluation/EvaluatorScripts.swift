extension Evaluator {
  /// Runs the script that a command names.
  ///
  /// Its parameters are its own; whatever else it assigns stays.
  func runScript(_ written: String, of invocation: Invocation) throws -> Value {
    let path = session.resolveScript(written, from: source.name)
    let script: Script
    var given: [String: Value] = [:]
    do {
      script = try session.load(path)
    } catch {
      throw session.failure(error, inScriptRunAt: source, call: invocation.call)
    }
    for argument in invocation.call.scriptArguments {
      switch try script.check(argument, path: written) {
      case .known(let value): given[argument.name] = value
      case .later(let expression):
        let value = try value(of: expression)
        do {
          try script.parameter(named: argument.name, path: written).check(value)
        } catch {
          throw Fault(error, at: argument.range)
        }
        given[argument.name] = value
      }
    }
    let saved = script.parameters.map { ($0.name, session.variables[$0.name]) }
    defer { for (name, value) in saved { session.restore(name, value) } }
    do {
      try session.execute(script, given: given)
    } catch {
      throw session.failure(error, inScriptRunAt: source, call: invocation.call)
    }
    return .none
  }
}
