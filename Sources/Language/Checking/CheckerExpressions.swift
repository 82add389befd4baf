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
      var result = try require(first, .numeric, "`\(operation)`")
      for link in links {
        let what = "`\(link.operation.rawValue)`"
        let operand = try require(link.operand, .numeric, what)
        if link.operation == .add, result == .list, operand == .list { continue }
        let mayBeLists = link.operation == .add && result.intersection(operand).contains(.list)
        result =
          link.operation == .matrixProduct
          ? [.tensor, .number, .mask, .bool] : result.asOperand.combined(with: operand.asOperand)
        if mayBeLists { result.formUnion(.list) }
      }
      return result
    case .not(let operand): return try requireTruths(operand)
    case .all(let terms), .any(let terms):
      var result: ValueKinds = .bool
      for term in terms {
        let found = try requireTruths(term)
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
    let possible = found.intersection(.truths)
    guard !possible.isEmpty else {
      throw .here(Fault(.notACondition(found), at: expression.range))
    }
    return possible
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
      return both.isDisjoint(with: [.tensor, .mask, .list, .range]) ? .bool : .truths
    }
    let comparable = ValueKinds.numeric.union(.string)
    let a = try require(left, comparable, what).asOperand
    let b = try require(right, comparable, what).asOperand
    let mixed = a == .string && b.isDisjoint(with: .string)
    guard !mixed, !(b == .string && a.isDisjoint(with: .string)) else {
      throw .here(
        Fault(.wrongKind(what: what, expected: a, found: b), at: right.range))
    }
    let arrays: ValueKinds = [.tensor, .mask]
    if a.isSubset(of: arrays) || b.isSubset(of: arrays) { return .mask }
    return a.union(b).isDisjoint(with: arrays) ? .bool : .truths
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
        let (operand, arrays) = (found.asOperand, ValueKinds([.tensor, .mask]))
        if operand.isSubset(of: arrays) { result.formIntersection(arrays) }
        if operand.isDisjoint(with: arrays) { result.subtract(arrays) }
      }
    }
    return result
  }

  private func kinds(
    of base: Expression, _ accesses: [Expression.Access], _ range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    for case .index(let indices, _) in accesses {
      for case .value(let index) in indices {
        try require(index, [.number, .range, .list, .tensor, .mask, .series], "an index")
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
        let accepted: ValueKinds = .arrays.union(.string)
        guard !kinds.isDisjoint(with: accepted) else {
          throw .here(
            Fault(.wrongKind(what: "`[...]`", expected: accepted, found: kinds), at: range))
        }
        kinds =
          kinds.isSubset(of: [.tensor, .series])
          ? [.tensor, .number] : kinds == .mask ? .truths : .any
      case .call(let name, let range, let arguments):
        kinds = try self.kinds(ofMethod: name, of: kinds, arguments, at: range)
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

extension Checker {
  /// `loss.d.at(24)` is the only one.
  private func kinds(
    ofMethod name: String, of kinds: ValueKinds, _ arguments: [Expression], at range: Range<Int>
  ) throws(Finding) -> ValueKinds {
    guard name == "at" else { throw .here(Fault(.notAFunction(name), at: range)) }
    guard kinds.contains(.series) else {
      throw .here(Fault(.wrongKind(what: "`at`", expected: .series, found: kinds), at: range))
    }
    guard arguments.count == 1, let argument = arguments.first else {
      throw .here(
        Fault(
          .wrongArgumentCount(
            function: name, usage: "loss.d.at(iteration)", found: arguments.count), at: range))
    }
    let found = try require(argument, .arrays.union(.number), "`at`").asOperand
    return found == .number ? .number : [.number, .tensor]
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
    let both = union(other)
    var kinds: ValueKinds = .number
    if self == .tensor || other == .tensor {
      kinds = .tensor
    } else if !both.isDisjoint(with: [.tensor, .mask]) {
      kinds = [.number, .tensor]
    }
    // Of truth values alone some operations are truth values, as in NumPy.
    guard !isDisjoint(with: .truths), !other.isDisjoint(with: .truths) else { return kinds }
    return kinds.union(both.contains(.mask) ? .truths : .bool)
  }
}
