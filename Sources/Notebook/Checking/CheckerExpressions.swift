extension Checker {
  /// The kinds of values that an expression may give.
  ///
  /// - Throws: where it cannot give any: an unknown name, a sum of a string and a number.
  func kinds(of expression: Expression) throws(Finding) -> ValueKinds {
    switch expression.kind {
    case .number: return .number
    case .bool: return .bool
    case .none: return .none
    case .string(let parts):
      for case .value(let value, _) in parts { _ = try kinds(of: value) }
      return .string
    case .result: return .any
    case .name(let name): return try kinds(ofName: name, at: expression.range)
    case .list(let items):
      for item in items { _ = try kinds(of: item) }
      return .list
    case .range(let lower, let upper, _):
      try require(lower, .scalar, "a range")
      try require(upper, .scalar, "a range")
      return .range
    case .negative(let operand):
      return try require(operand, .numeric, "`-`").asOperand
    case .power(let base, let exponent):
      let a = try require(base, .numeric, "`**`").asOperand
      return a.combined(with: try require(exponent, .numeric, "`**`").asOperand)
    case .chain(let first, let links):
      guard let operation = links.first?.operation.rawValue else { return try kinds(of: first) }
      var result = try require(first, .numeric, "`\(operation)`").asOperand
      for link in links {
        let what = "`\(link.operation.rawValue)`"
        let operand = try require(link.operand, .numeric, what).asOperand
        result =
          link.operation == .matrixProduct
          ? [.tensor, .number] : result.combined(with: operand)
      }
      return result
    case .not(let operand):
      try checkCondition(operand)
      return .bool
    case .all(let terms), .any(let terms):
      for term in terms { try checkCondition(term) }
      return .bool
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
    return possible
  }

  func checkCondition(_ expression: Expression) throws(Finding) {
    let found = try kinds(of: expression)
    guard found.contains(.bool) else {
      throw .here(Fault(.notACondition(found), at: expression.range))
    }
  }

  private func kinds(ofName name: String, at range: Range<Int>) throws(Finding) -> ValueKinds {
    if let kinds = scope.variables[name] { return kinds }
    if let known = registry.builtInName(name) { return known.kinds }
    if !registry.members(of: name).isEmpty {
      throw .here(Fault(.needsMember(name, members: registry.members(of: name)), at: range))
    }
    if scope.isOpen { return .any }
    throw .here(Fault(.unknownName(name, suggestion: suggestName(name)), at: range))
  }

  private func suggestName(_ name: String) -> String? {
    let known =
      scope.variables.keys.sorted() + registry.roots + registry.commandWords
      + registry.functions.map(\.name) + Array(Parser.statementWords)
    return Suggestion.nearest(to: name, among: known)
  }

  private func kinds(
    ofComparison comparison: Comparison, _ left: Expression, _ right: Expression
  ) throws(Finding) -> ValueKinds {
    let what = "`\(comparison.rawValue)`"
    if comparison == .equal || comparison == .notEqual {
      let both = try kinds(of: left).union(try kinds(of: right))
      return both.isDisjoint(with: [.tensor, .list, .range]) ? .bool : [.bool, .tensor]
    }
    let comparable = ValueKinds.numeric.union(.string)
    let a = try require(left, comparable, what).asOperand
    let b = try require(right, comparable, what).asOperand
    let mixed = a == .string && b.isDisjoint(with: .string)
    guard !mixed, !(b == .string && a.isDisjoint(with: .string)) else {
      throw .here(
        Fault(.wrongKind(what: what, expected: a, found: b), at: right.range))
    }
    if a == .tensor || b == .tensor { return .tensor }
    return a.union(b).contains(.tensor) ? [.bool, .tensor] : .bool
  }

  private func kinds(
    ofCall name: String, _ arguments: [Expression], at range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    guard let function = registry.function(name) else {
      let nameRange = range.lowerBound..<range.lowerBound + name.utf8.count
      if scope.variables[name] != nil { throw .here(Fault(.notAFunction(name), at: nameRange)) }
      let near = Suggestion.nearest(to: name, among: registry.functions.map(\.name))
      throw .here(Fault(.unknownFunction(name, suggestion: near), at: nameRange))
    }
    let count = arguments.count
    let isTooMany = count > function.parameters.count && !function.isVariadic
    guard count >= function.requiredCount, !isTooMany else {
      throw .here(
        Fault(
          .wrongArgumentCount(function: name, usage: function.usage, found: count), at: range))
    }
    var result = function.result
    for (index, argument) in arguments.enumerated() {
      guard let parameter = function.parameter(at: index) else { continue }
      let found = try require(argument, parameter.kinds, "`\(name)`")
      // What gives a tensor for a tensor gives a number for a number.
      if index == 0, function.isElementwise {
        result = result.intersection(found.asOperand.union(.bool))
      }
    }
    return result
  }

  private func kinds(
    of base: Expression, _ accesses: [Expression.Access], _ range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    for case .index(let indices, _) in accesses {
      for case .value(let index) in indices {
        try require(index, [.number, .range, .list, .tensor], "an index")
      }
    }
    var rest = accesses[...]
    var kinds: ValueKinds
    if case .name(let name) = base.kind, scope.variables[name] == nil {
      (kinds, rest) = try self.kinds(ofPath: name, rest, at: base.range)
    } else {
      kinds = try self.kinds(of: base)
    }
    var layer: String?
    for access in rest {
      switch access {
      case .index(_, let range):
        let accepted: ValueKinds = [.list, .range, .tensor, .series, .string]
        guard !kinds.isDisjoint(with: accepted) else {
          throw .here(
            Fault(.wrongKind(what: "`[...]`", expected: accepted, found: kinds), at: range))
        }
        kinds = kinds.isSubset(of: [.tensor, .series]) ? [.tensor, .number] : .any
      case .member(let name, let range):
        if kinds == .model {
          layer = try checkModelMember(name, of: source[base.range], layer: layer, at: range)
        }
        kinds = try self.kinds(ofMember: name, of: kinds, source[base.range], at: range)
      }
    }
    return kinds
  }

  /// The longest dotted name that is always there.
  private func kinds(
    ofPath root: String, _ accesses: ArraySlice<Expression.Access>, at range: Range<Int>
  ) throws(Finding) -> (ValueKinds, ArraySlice<Expression.Access>) {
    var path = root
    var rest = accesses
    while case .member(let name, let memberRange)? = rest.first {
      let members = registry.members(of: path)
      if members.contains(name) {
        path += "." + name
        rest.removeFirst()
      } else if !members.isEmpty {
        throw .here(
          Fault(
            .unknownMember(
              of: path, name: name, suggestion: Suggestion.nearest(to: name, among: members)),
            at: memberRange))
      } else {
        break
      }
    }
    if path == root { return (try kinds(ofName: root, at: range), rest) }
    guard let known = registry.builtInName(path) else {
      throw .here(Fault(.needsMember(path, members: registry.members(of: path)), at: range))
    }
    return (known.kinds, rest)
  }

  /// Whether a network has a layer of that name, and a layer such a part, where the kind of the
  /// model is known already.
  ///
  /// - Returns: the layer, where the name is one's.
  private func checkModelMember(
    _ name: String, of network: String, layer: String?, at range: Range<Int>
  ) throws(Finding) -> String? {
    guard let kind = scope.modelKind,
      let layers = LayerNames.names(kind: kind, network: network)
    else { return nil }
    let known = layer == nil ? layers : Members.ofLayer
    if known.contains(name) { return layer ?? "\(network).\(name)" }
    if layer == nil, Members.ofLayer.contains(name) { return nil }
    throw .here(
      Fault(
        .unknownMember(
          of: layer ?? network, name: name, suggestion: Suggestion.nearest(to: name, among: known)),
        at: range))
  }

  private func kinds(
    ofMember name: String, of kinds: ValueKinds, _ owner: String, at range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    let known = Members.names(of: kinds)
    if known.isEmpty || (!kinds.contains(.model) && !known.contains(name)) {
      throw .here(
        Fault(
          .unknownMember(
            of: owner, name: name, suggestion: Suggestion.nearest(to: name, among: known)),
          at: range))
    }
    return Members.kinds(of: name, of: kinds)
  }
}

extension ValueKinds {
  /// In arithmetic a series is its latest value, a list of numbers a vector.
  var asOperand: ValueKinds {
    var kinds = contains(.series) ? subtracting(.series).union(.number) : self
    if !kinds.isDisjoint(with: [.list, .range]) {
      kinds = kinds.subtracting([.list, .range]).union(.tensor)
    }
    return kinds
  }

  /// What an operation on numbers and tensors gives.
  func combined(with other: ValueKinds) -> ValueKinds {
    if self == .tensor || other == .tensor { return .tensor }
    return union(other).contains(.tensor) ? [.number, .tensor] : .number
  }
}
