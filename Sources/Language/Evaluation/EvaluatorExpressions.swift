import TensorEngine

extension Evaluator {
  package func value(of expression: Expression) throws(Failure) -> Value {
    switch expression.kind {
    case .number(let value): return .number(value)
    case .bool(let value): return .bool(value)
    case .none: return .none
    case .string(let parts):
      var text = ""
      for part in parts {
        switch part {
        case .text(let piece): text += piece
        case .value(let value, let format):
          let inner = try self.value(of: value)
          text += try located(value.range) { .string(try ValueText.text(of: inner, format)) }.string
        }
      }
      guard text.utf8.count <= Value.longestString else {
        throw .here(
          Fault(.tooLarge(what: "the string", limit: Value.longestString), at: expression.range))
      }
      return .string(text)
    case .name(let name): return try self.value(ofName: name, at: expression.range)
    case .result(let cell):
      return try located(expression.range) {
        try host.result(ofCell: cell)
      }
    case .list(let items):
      var values: [(Value, isNested: Bool)] = []
      for item in items { values.append((try value(of: item), item.isBracketed)) }
      return try located(expression.range) { try Lists.bracketed(values, observer: host) }
    case .range(let lower, let upper, let isClosed):
      return .range(
        NumberRange(
          lower: try wholeNumber(lower, what: "the start of a range"),
          upper: try wholeNumber(upper, what: "the end of a range"), isClosed: isClosed))
    case .negative(let inner):
      let value = try operand(inner)
      return try located(expression.range) {
        try operations.negative(value)
      }
    case .power(let base, let exponent):
      let (a, b) = (try operand(base), try operand(exponent))
      return try located(expression.range) {
        try operations.arithmetic(.power, a, b)
      }
    case .chain(let first, let links):
      var result = try operand(first)
      for link in links {
        let right = try operand(link.operand)
        result = try located(link.operationRange) {
          try operations.arithmetic(link.operation, result, right)
        }
      }
      return result
    case .not(let inner):
      let value = try truth(of: inner)
      return try located(expression.range) { try operations.opposite(of: value) }
    case .all(let terms): return try value(ofTerms: terms, isAnd: true, at: expression.range)
    case .any(let terms): return try value(ofTerms: terms, isAnd: false, at: expression.range)
    case .comparison(let left, let comparison, let right):
      let (a, b) = (try operand(left), try operand(right))
      return try located(expression.range) {
        try operations.compare(comparison, a, b)
      }
    case .call(let name, let arguments):
      return try call(name, arguments, at: expression.range)
    case .access(let base, let accesses): return try value(of: base, accesses)
    }
  }

  private var operations: Operations { Operations(observer: host) }

  /// What stands beside `and`, `or` and `not`: true or false, once or in each place.
  private func truth(of expression: Expression) throws(Failure) -> Value {
    let value = try value(of: expression)
    guard value.kind.isSubset(of: .truths) else {
      throw .here(Fault(.notACondition(value.kind), at: expression.range))
    }
    return value
  }

  /// Of single truth values no more are looked at than it takes.
  private func value(
    ofTerms terms: [Expression], isAnd: Bool, at range: Range<Int>
  ) throws(Failure) -> Value {
    var result = Value.bool(isAnd)
    for term in terms {
      let next = try truth(of: term)
      let before = result
      result = try located(range) { try operations.both(before, next, isAnd: isAnd) }
      if case .bool(let truth) = result, truth != isAnd { return result }
    }
    return result
  }

  /// A value for an operator: of a series the latest.
  func operand(_ expression: Expression) throws(Failure) -> Value {
    let value = try value(of: expression)
    guard case .series(let series) = value else { return value }
    return try located(expression.range) { .number(.single(try series.last())) }
  }

  /// Gives an error the place that it has in the text.
  func located(
    _ range: Range<Int>, _ body: () throws -> Value
  ) throws(Failure) -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      throw .here(Fault(problem, at: range))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .here(Fault(host.problem(for: error), at: range))
    }
  }

  func value(ofName name: String, at range: Range<Int>) throws(Failure) -> Value {
    if let value = variable(name) { return value }
    if host.signatures.builtInName(name) != nil {
      return try located(range) { try host.value(ofName: name) }
    }
    let isPrefix = !host.signatures.members(of: name).isEmpty
    throw .here(
      Fault(
        isPrefix
          ? .needsMember(name, members: host.signatures.members(of: name)) : .notAssigned(name),
        at: range))
  }

  private func call(
    _ name: String, _ arguments: [Expression.Argument], at range: Range<Int>
  ) throws(Failure) -> Value {
    guard let function = host.signatures.function(name) else {
      if let definition = host.definition(name) {
        return try call(definition, arguments, at: range)
      }
      throw .here(Fault(.unknownFunction(name, suggestion: nil), at: range))
    }
    var call = FunctionCall(function: function, host: host)
    for (place, argument) in zip(try places(of: arguments, for: function, at: range), arguments) {
      let value = try value(of: argument.value)
      let accepted = function.parameters[place].kinds
      guard accepted.contains(value.kind) else {
        throw .here(
          Fault(
            .wrongKind(what: "`\(name)`", expected: accepted, found: value.kind),
            at: argument.value.range))
      }
      call.give(value, at: place)
    }
    return try located(range) { [call] in try host.call(call) }
  }
}
