extension Evaluator {
  /// Runs the script that a command names.
  ///
  /// Its parameters are its own; whatever else it assigns stays.
  package func runScript(_ written: String, of invocation: Invocation) throws -> Value {
    let path = host.resolveScript(written, from: source.name)
    let script: Script
    var given: [String: Value] = [:]
    do {
      script = try host.loadScript(path)
    } catch {
      throw failure(error, inScriptRunBy: invocation.call)
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
    let saved = script.parameters.map { ($0.name, host.variable($0.name)) }
    defer { for (name, value) in saved { host.assign(name, value) } }
    do {
      try host.execute(script, given: given)
    } catch {
      throw failure(error, inScriptRunBy: invocation.call)
    }
    return .none
  }

  /// An error of a script, with the place that ran it.
  private func failure(_ error: any Error, inScriptRunBy call: CommandCall) -> any Error {
    guard var diagnostic = error as? Diagnostic else { return error }
    diagnostic.chain.append(.script(at: source.place(of: call.nameRange)))
    return diagnostic
  }
}
