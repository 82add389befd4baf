import Language

extension Session: Host, CompletionHost {
  package var signatures: Signatures { registry.signatures }

  package func members(of owner: String, among objects: String) -> [String]? {
    LayerNames.names(kind: objects, network: owner)
  }

  package func variable(_ name: String) -> Value? { variables[name] }

  package func value(ofName path: String) throws -> Value {
    guard let name = registry.builtInName(path) else { throw Problem.notAssigned(path) }
    return try name.value(self)
  }

  package func run(_ invocation: Invocation) throws -> Value {
    guard let command = registry.command(invocation.command.name) else {
      throw Problem.unknownCommand(invocation.command.name, suggestion: nil)
    }
    return try command.body(invocation)
  }

  package func call(_ call: FunctionCall) throws -> Value {
    guard let function = registry.function(call.function.name) else {
      throw Problem.unknownFunction(call.function.name, suggestion: nil)
    }
    return try function.body(call)
  }

  /// Once for each text that is run, however often it comes by.
  package func note(_ rounding: Rounding, in place: String) {
    guard let text = rounding.warning(of: place), told.insert(text).inserted else { return }
    emit(.warning(text))
  }
}

extension Invocation {
  var session: Session { unsafeDowncast(host, to: Session.self) }
  package func emit(_ output: Output) { session.emit(output) }
}

extension FunctionCall {
  var session: Session { unsafeDowncast(host, to: Session.self) }
}
