extension Checker {
  /// The same where a series is wanted, or where its latest value is.
  func keepingSeries(_ keepsSeries: Bool) -> Checker {
    var checker = self
    checker.keepsSeries = keepsSeries
    return checker
  }

  func asOperand(_ kinds: ValueKinds) -> ValueKinds {
    kinds.asOperand(keepingSeries: keepsSeries)
  }

  /// The kinds of values that an expression may give.
  ///
  /// - Throws: where it cannot give any: an unknown name, a sum of a string and a number.
  func kinds(of expression: Expression) throws(Finding) -> ValueKinds {
    switch expression.kind {
    case .number: return .number
    case .bool: return .bool
    case .none: return .none
    case .string(let parts):
      for case .value(let value, _) in parts { _ = try keepingSeries(false).kinds(of: value) }
      return .string
    case .result: return .any
    case .name(let name): return try kinds(ofName: name, at: expression.range)
    case .list(let items):
      var result: ValueKinds = .list
      for item in items {
        let found = try kinds(of: item)
        // A vector beside numbers is joined with them.
        if !found.isDisjoint(with: [.tensor, .mask, .range]) {
          result.formUnion([.tensor, .mask])
        }
      }
      return result
    case .range(let lower, let upper, _):
      let bounds = keepingSeries(false)
      try bounds.require(lower, .scalar, "a range")
      try bounds.require(upper, .scalar, "a range")
      return .range
    case .negative(let operand):
      return asOperand(try require(operand, .numeric, "`-`"))
    case .power(let base, let exponent):
      let a = asOperand(try require(base, .numeric, "`**`"))
      return a.combined(with: asOperand(try require(exponent, .numeric, "`**`")))
    case .chain(let first, let links):
      return try kinds(ofChain: first, links)
    case .not(let operand): return try requireTruths(operand)
    case .all(let terms), .any(let terms):
      var result: ValueKinds = .bool
      for term in terms {
        let found = try requireTruths(term)
        if found.contains(.series) { result = .series }
        if result == .series { continue }
        if found == .mask { result = .mask }
        if found != .bool, result != .mask { result = .truths }
      }
      return result
    case .comparison(let left, let comparison, let right):
      return try kinds(ofComparison: comparison, left, right)
    case .call(let name, let arguments):
      return try kinds(ofCall: name, arguments, at: expression.range)
    case .access(let base, let accesses): return try kinds(of: base, accesses, expression.range)
    }
  }

  @discardableResult
  func require(
    _ expression: Expression, _ accepted: ValueKinds, _ what: String
  ) throws(Finding) -> ValueKinds {
    let found = try kinds(of: expression)
    let possible = found.intersection(accepted)
    guard !possible.isEmpty else {
      throw .here(
        Fault(.wrongKind(what: what, expected: accepted, found: found), at: expression.range))
    }
    if case .name(let name) = expression.kind { definitionScope?.narrow(name, to: accepted) }
    return possible
  }

  func checkCondition(_ expression: Expression) throws(Finding) {
    let found = try kinds(of: expression)
    guard found.contains(.bool) else {
      throw .here(Fault(.notACondition(found), at: expression.range))
    }
  }

  /// What may be true or false, once or in each place.
  private func requireTruths(_ expression: Expression) throws(Finding) -> ValueKinds {
    let found = try kinds(of: expression)
    // Of series it is seen only at work whether they are of truth values.
    let possible = found.intersection(keepsSeries ? .truths.union(.series) : .truths)
    guard !possible.isEmpty else {
      throw .here(Fault(.notACondition(found), at: expression.range))
    }
    return possible
  }

  func kinds(ofName name: String, at range: Range<Int>) throws(Finding) -> ValueKinds {
    if let kinds = definitionScope?.parameters[name] ?? scope.variables[name] { return kinds }
    if let known = signatures.builtInName(name) { return known.kinds }
    if !signatures.members(of: name).isEmpty {
      throw .here(Fault(.needsMember(name, members: signatures.members(of: name)), at: range))
    }
    if scope.isOpen { return .any }
    throw .here(Fault(.unknownName(name, suggestion: suggestName(name)), at: range))
  }

  private var functionNames: [String] {
    signatures.functions.map(\.name) + scope.definitions.keys.sorted()
  }

  private func suggestName(_ name: String) -> String? {
    // It is there, but is no value.
    if let function = signatures.function(name) ?? scope.definitions[name]?.signature {
      return function.usage
    }
    let known =
      scope.variables.keys.sorted() + signatures.roots + signatures.commandWords
      + functionNames + Array(Parser.statementWords)
    return signatures.suggestion(for: name, among: known)
  }

  private func kinds(
    ofComparison comparison: Comparison, _ left: Expression, _ right: Expression
  ) throws(Finding) -> ValueKinds {
    let what = "`\(comparison.rawValue)`"
    if comparison == .equal || comparison == .notEqual {
      let both = try kinds(of: left).union(try kinds(of: right))
      if keepsSeries, both.contains(.series) { return .series }
      return both.isDisjoint(with: [.tensor, .mask, .list, .range]) ? .bool : .truths
    }
    let comparable = ValueKinds.numeric.union(.string)
    let a = asOperand(try require(left, comparable, what))
    let b = asOperand(try require(right, comparable, what))
    let mixed = a == .string && b.isDisjoint(with: .string)
    guard !mixed, !(b == .string && a.isDisjoint(with: .string)) else {
      throw .here(
        Fault(.wrongKind(what: what, expected: a, found: b), at: right.range))
    }
    let arrays: ValueKinds = [.tensor, .mask]
    if a.union(b).contains(.series) { return .series }
    if a.isSubset(of: arrays) || b.isSubset(of: arrays) { return .mask }
    return a.union(b).isDisjoint(with: arrays) ? .bool : .truths
  }

  private func kinds(
    ofCall name: String, _ arguments: [Expression.Argument], at range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    let nameRange = range.lowerBound..<range.lowerBound + name.utf8.count
    guard let function = try signature(ofFunction: name, calledAt: nameRange) else {
      if scope.variables[name] != nil { throw .here(Fault(.notAFunction(name), at: nameRange)) }
      if scope.isOpen {
        for argument in arguments { _ = try kinds(of: argument.value) }
        return .any
      }
      let near = Suggestion.nearest(to: name, among: functionNames)
      throw .here(Fault(.unknownFunction(name, suggestion: near), at: nameRange))
    }
    let places: [Int]
    do {
      places = try function.places(of: arguments, at: range)
    } catch {
      throw .here(error)
    }
    var operands: [ValueKinds] = []
    for (place, argument) in zip(places, arguments) {
      let accepted = function.parameters[place].kinds
      let keeps =
        function.isElementwise
        ? keepsSeries : accepted.wantsSeries || scope.definitions[name] != nil
      let found = try keepingSeries(keeps).require(argument.value, accepted, "`\(name)`")
      if !accepted.isDisjoint(with: .arrays) { operands.append(asOperand(found)) }
    }
    return function.isElementwise ? function.result.ofEach(of: operands) : function.result
  }
}
