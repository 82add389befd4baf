extension ScriptParameter {
  /// The value that `name=text` from outside the language gives it.
  package func value(of text: String) throws(Problem) -> Value {
    switch value {
    case .number:
      guard let number = Number(text) else { throw wrong(Problem.quoted(text)) }
      return .number(number)
    case .bool:
      guard text == "true" || text == "false" else { throw wrong(Problem.quoted(text)) }
      return .bool(text == "true")
    case .string: return .string(text)
    default:
      if let number = Number(text) { return .number(number) }
      return text == "true" || text == "false" ? .bool(text == "true") : .string(text)
    }
  }

  /// Whether it may have a value in place of its own.
  func check(_ value: Value) throws(Problem) {
    guard self.value.kind == .none || value.kind == self.value.kind else {
      throw wrong(value.kind.textWithArticle)
    }
  }

  private func wrong(_ found: String) -> Problem {
    .wrongArgument(name: name, type: .expression(value.kind), found: found, suggestion: nil)
  }
}

extension Script {
  package func parameter(named name: String, path: String) throws(Problem) -> ScriptParameter {
    if let parameter = parameters.first(where: { $0.name == name }) { return parameter }
    let near = Suggestion.nearest(to: name, among: parameters.map(\.name))
    throw .unknownScriptParameter(path: path, name: name, suggestion: near)
  }

  enum Given {
    case known(Value)
    /// Known only when it runs.
    case later(Expression)
  }

  /// What an argument of `run` gives.
  func check(
    _ argument: CommandCall.ScriptArgument, path: String
  ) throws(Fault) -> Given {
    let parameter: ScriptParameter
    do {
      parameter = try self.parameter(named: argument.name, path: path)
    } catch {
      throw Fault(error, at: argument.nameRange)
    }
    do {
      switch argument.value {
      case .word(let word):
        if parameter.value.kind != .string, let expression = argument.wordAsExpression,
          expression.literalValue == nil
        {
          return .later(expression)
        }
        return .known(try parameter.value(of: word))
      case .expression(let expression):
        guard let literal = expression.literalValue else { return .later(expression) }
        try parameter.check(literal)
        return .known(literal)
      }
    } catch {
      throw Fault(error, at: argument.range)
    }
  }
}
