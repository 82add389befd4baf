import TensorEngine

extension Evaluator {
  func value(of expression: Expression) throws(Failure) -> Value {
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
        try session.result(ofCell: cell)
      }
    case .list(let items):
      var values: [(Value, isNested: Bool)] = []
      for item in items { values.append((try value(of: item), item.isBracketed)) }
      return try located(expression.range) { try Lists.bracketed(values, in: session) }
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

  private var operations: Operations { Operations(session: session) }

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
    guard let last = series.values.last else {
      throw .here(Fault(.noValueYet(series.name), at: expression.range))
    }
    return .number(.single(last))
  }

  /// Gives an error the place that it has in the text.
  private func located(
    _ range: Range<Int>, _ body: () throws -> Value
  ) throws(Failure) -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      throw .here(Fault(problem, at: range))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .here(Fault(session.problem(for: error), at: range))
    }
  }

  private func value(ofName name: String, at range: Range<Int>) throws(Failure) -> Value {
    if let value = session.variables[name] { return value }
    if let known = session.registry.builtInName(name) {
      return try located(range) { try known.value(session) }
    }
    let isPrefix = !session.registry.members(of: name).isEmpty
    throw .here(
      Fault(
        isPrefix
          ? .needsMember(name, members: session.registry.members(of: name)) : .notAssigned(name),
        at: range))
  }

  private func call(
    _ name: String, _ arguments: [Expression], at range: Range<Int>
  ) throws(Failure) -> Value {
    guard let function = session.registry.function(name) else {
      throw .here(Fault(.unknownFunction(name, suggestion: nil), at: range))
    }
    var values: [Value] = []
    for (index, argument) in arguments.enumerated() {
      let value = try value(of: argument)
      if let parameter = function.parameter(at: index), !parameter.kinds.contains(value.kind) {
        throw .here(
          Fault(
            .wrongKind(what: "`\(name)`", expected: parameter.kinds, found: value.kind),
            at: argument.range))
      }
      values.append(value)
    }
    return try located(range) {
      try function.body(FunctionCall(function: function, arguments: values, session: session))
    }
  }

  private func value(
    of base: Expression, _ accesses: [Expression.Access]
  ) throws(Failure) -> Value {
    var rest = accesses[...]
    var value: Value
    if case .name(let root) = base.kind, session.variables[root] == nil {
      // The longest dotted name that is always there.
      var path = root
      while case .member(let name, _)? = rest.first,
        session.registry.members(of: path).contains(name)
      {
        path += "." + name
        rest.removeFirst()
      }
      value = try self.value(ofName: path, at: base.range)
    } else {
      value = try self.value(of: base)
    }
    while let access = rest.first {
      switch access {
      case .member(let first, let range):
        // A network knows its dotted names whole: `conv2.weight.grad`.
        var path = [first]
        var end = range
        rest.removeFirst()
        while case .member(let name, let range)? = rest.first {
          path.append(name)
          end = range
          rest.removeFirst()
        }
        let owner = value
        value = try located(range.lowerBound..<end.upperBound) {
          try session.member(path, of: owner)
        }
      case .index(let indices, let range):
        rest.removeFirst()
        value = try part(of: value, indices, at: range)
      case .call(_, let nameRange, let arguments):
        // The checker has seen to it that it is `at` of a series.
        rest.removeFirst()
        value = try self.value(of: value, at: arguments, nameRange)
      }
    }
    return value
  }

  // MARK: - Indices

  private func part(
    of value: Value, _ indices: [Expression.Index], at range: Range<Int>
  ) throws(Failure) -> Value {
    var selections: [TensorIndexing.Selection] = []
    for index in indices { selections.append(try selection(index)) }
    return try located(range) { try Operations.part(of: value, selections) }
  }

  /// `loss.d.at(24)`: the value of an iteration, by its number, or those of several.
  private func value(
    of value: Value, at arguments: [Expression], _ nameRange: Range<Int>
  ) throws(Failure) -> Value {
    guard case .series(let series) = value, let argument = arguments.first else {
      throw .here(
        Fault(.wrongKind(what: "`at`", expected: .series, found: value.kind), at: nameRange))
    }
    let iterations = try operand(argument)
    return try located(argument.range) {
      if case .number(let iteration) = iterations {
        return .number(.single(try series.value(at: iteration)))
      }
      let numbers = Numbers(try Elements(iterations, for: "at").tensor)
      var values: [Float] = []
      for index in numbers.indices {
        values.append(try series.value(at: numbers.number(at: index)))
      }
      return .tensor(Tensor(values))
    }
  }

  private func selection(
    _ index: Expression.Index
  ) throws(Failure) -> TensorIndexing.Selection {
    guard case .value(let expression) = index else { return .all }
    let value = try operand(expression)
    func whole(_ number: Number) throws(Failure) -> Int {
      guard let whole = number.int else {
        throw .here(Fault(.notWhole(what: "an index", value: number), at: expression.range))
      }
      return whole
    }
    switch value {
    case .number(let number): return .one(try whole(number))
    case .range(let range):
      guard range.count <= TensorArithmetic.mostElements else {
        throw .here(
          Fault(
            .tooLarge(what: "the part", limit: TensorArithmetic.mostElements),
            at: expression.range))
      }
      return .several((0..<range.count).map { Int(range.lower) + $0 })
    case .mask(let mask): return .mask(mask)
    case .list(let items):
      if let first = items.first, first.kind != .number,
        let elements = try? Elements(value, for: "[...]"), elements.areTruths
      {
        return .mask(Mask(elements.tensor))
      }
      var indices: [Int] = []
      for case .number(let number) in items { indices.append(try whole(number)) }
      guard indices.count == items.count else { break }
      return .several(indices)
    case .tensor(let tensor) where tensor.count == 1 && tensor.shape.rank == 0:
      return .one(try whole(.single(tensor.scalar)))
    case .tensor(let tensor) where tensor.shape.rank == 1:
      var indices: [Int] = []
      for scalar in tensor.scalars { indices.append(try whole(.single(scalar))) }
      return .several(indices)
    default: break
    }
    throw .here(
      Fault(
        .wrongKind(
          what: "an index", expected: [.number, .range, .list, .mask], found: value.kind),
        at: expression.range))
  }

}

extension Value {
  /// The longest string, in bytes, and the deepest lists in lists that an expression may make: a
  /// loop that doubles them would fill the memory.
  static let longestString = 1 << 24
  static let deepestList = 8

  func isNested(atMost limit: Int) -> Bool {
    guard case .list(let items) = self else { return true }
    return limit > 0 && items.allSatisfy { $0.isNested(atMost: limit - 1) }
  }

  /// The text of a string; empty for anything else.
  var string: String { if case .string(let text) = self { text } else { "" } }
}
