extension Evaluator {
  func run(_ call: CommandCall) throws(Failure) -> Value {
    do throws(Failure) {
      let invocation = try prepare(call)
      do {
        return try host.run(invocation)
      } catch let failure as Failure {
        throw failure
      } catch let fault as Fault {
        throw Failure.here(fault)
      } catch let diagnostic as Diagnostic {
        throw Failure.elsewhere(diagnostic)
      } catch {
        throw Failure.here(Fault(host.problem(for: error), at: call.nameRange))
      }
    } catch {
      guard case .here(let fault) = error else { throw error }
      throw .here(fault.inside(call.command))
    }
  }

  package func prepare(_ call: CommandCall) throws(Failure) -> Invocation {
    var values: [String: [Value]] = [:]
    var conditions: [String: Condition] = [:]
    var deferred: [String: Expression] = [:]
    for argument in call.arguments {
      let parameter = argument.parameter
      let value: Value
      switch argument.value {
      case .word(let word): value = .string(word)
      case .expression(let expression):
        if case .condition = parameter.type {
          conditions[parameter.name] = Condition(expression: expression, source: source)
          continue
        }
        if case .deferred = parameter.type {
          // It may have no value yet.
          deferred[parameter.name] = expression
          continue
        }
        if parameter.type == .expression(.bool) {
          value = .bool(try isTrue(expression))
        } else if parameter.type.isNumeric {
          value = .number(try number(expression, what: "`\(parameter.name)`"))
        } else {
          value = try keepingSeries(parameter.type.kinds.wantsSeries).value(of: expression)
        }
      }
      do {
        try parameter.type.check(value, of: parameter.name)
      } catch {
        throw .here(Fault(error, at: argument.range))
      }
      values[parameter.name, default: []].append(value)
    }
    return Invocation(
      host: host, call: call, source: source, values: values,
      block: call.block.map { DeferredBlock(block: $0, source: source) },
      conditions: conditions, deferredExpressions: deferred)
  }
}
