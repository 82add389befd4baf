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
          let inner = try keepingSeries(false).value(of: value)
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
      return try applied([try operand(inner)], to: expression) { try operations.negative($0[0]) }
    case .power(let base, let exponent):
      return try applied([try operand(base), try operand(exponent)], to: expression) {
        try operations.arithmetic(.power, $0[0], $0[1])
      }
    case .chain(let first, let links):
      var result = try operand(first)
      for link in links {
        let right = try operand(link.operand)
        result = try applied([result, right], to: expression, at: link.operationRange) {
          try operations.arithmetic(link.operation, $0[0], $0[1])
        }
      }
      return result
    case .not(let inner):
      return try applied([try truth(of: inner)], to: expression) {
        try operations.opposite(of: $0[0])
      }
    case .all(let terms): return try value(ofTerms: terms, isAnd: true, in: expression)
    case .any(let terms): return try value(ofTerms: terms, isAnd: false, in: expression)
    case .comparison(let left, let comparison, let right):
      return try applied([try operand(left), try operand(right)], to: expression) {
        try operations.compare(comparison, $0[0], $0[1])
      }
    case .call(let name, let arguments): return try call(name, arguments, of: expression)
    case .access(let base, let accesses): return try value(of: base, accesses)
    }
  }

  private var operations: Operations { Operations(observer: host) }

  /// What an operation makes of operands; with series kept, at each of their iterations. The series
  /// that it gives is called as the expression is written.
  private func applied(
    _ operands: [Value], to expression: Expression, at range: Range<Int>? = nil,
    _ operation: ([Value]) throws -> Value
  ) throws(Failure) -> Value {
    let value = try located(range ?? expression.range) {
      if keepsSeries, let result = try SeriesOperations.applied(to: operands, operation) {
        return result
      }
      return try operation(operands)
    }
    guard case .series(let series) = value else { return value }
    return .series(series.named(source[expression.range]))
  }

  /// What stands beside `and`, `or` and `not`: true or false, once or in each place.
  private func truth(of expression: Expression) throws(Failure) -> Value {
    let value = try value(of: expression)
    if value.kind.isSubset(of: .truths) { return value }
    if case .series(let series) = value, series.areTruths {
      return keepsSeries ? value : try located(expression.range) { try series.last() }
    }
    throw .here(Fault(.notACondition(value.kind), at: expression.range))
  }

  /// Of single truth values no more are looked at than it takes.
  private func value(
    ofTerms terms: [Expression], isAnd: Bool, in expression: Expression
  ) throws(Failure) -> Value {
    var result = Value.bool(isAnd)
    for term in terms {
      let next = try truth(of: term)
      result = try applied([result, next], to: expression) {
        try operations.both($0[0], $0[1], isAnd: isAnd)
      }
      if case .bool(let truth) = result, truth != isAnd { return result }
    }
    return result
  }

  /// A value for an operator: of a series the latest, unless series are kept.
  func operand(_ expression: Expression) throws(Failure) -> Value {
    let value = try value(of: expression)
    guard !keepsSeries, case .series(let series) = value else { return value }
    return try located(expression.range) { try series.last() }
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
    _ name: String, _ arguments: [Expression.Argument], of expression: Expression
  ) throws(Failure) -> Value {
    let range = expression.range
    guard let function = host.signatures.function(name) else {
      if let definition = host.definition(name) {
        return try call(definition, arguments, at: range)
      }
      throw .here(Fault(.unknownFunction(name, suggestion: nil), at: range))
    }
    var call = FunctionCall(function: function, host: host)
    for (place, argument) in zip(try places(of: arguments, for: function, at: range), arguments) {
      let accepted = function.parameters[place].kinds
      let value =
        function.isElementwise
        ? try operand(argument.value)
        : try keepingSeries(accepted.wantsSeries).value(of: argument.value)
      guard accepted.contains(value.kind) else {
        throw .here(
          Fault(
            .wrongKind(what: "`\(name)`", expected: accepted, found: value.kind),
            at: argument.value.range))
      }
      call.give(value, at: place)
    }
    if function.isElementwise {
      return try applied(call.arguments, to: expression) { [call] in
        try host.call(call.with($0))
      }
    }
    let value = try located(range) { [call] in try host.call(call) }
    guard case .series(let series) = value else { return value }
    return .series(series.named(source[range]))
  }
}
