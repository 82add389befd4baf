import TensorEngine

extension Evaluator {
  /// What stands behind a value: members, indices, `at`.
  func value(
    of base: Expression, _ accesses: [Expression.Access]
  ) throws(Failure) -> Value {
    var rest = accesses[...]
    var value: Value
    if case .name(let root) = base.kind, let found = variable(root) {
      value = found
    } else if case .name(let root) = base.kind {
      // The longest dotted name that is always there.
      var path = root
      while case .member(let name, _)? = rest.first,
        host.signatures.members(of: path).contains(name)
      {
        path += "." + name
        rest.removeFirst()
      }
      if case .index(let indices, let range)? = rest.first,
        let part = try part(ofName: path, indices, at: range)
      {
        value = part
        rest.removeFirst()
      } else {
        value = try self.value(ofName: path, at: base.range)
      }
    } else {
      value = try keepingSeries(true).value(of: base)
    }
    while let access = rest.first {
      switch access {
      case .member(let first, let range):
        // An object knows its dotted names whole: `a.b.c`.
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
          try host.member(path, of: owner)
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
    let selections = try selections(indices)
    return try located(range) { try ValueParts.part(of: value, selections) }
  }

  /// Of a name that has many rows, only those that are asked for; nil for any other name.
  private func part(
    ofName path: String, _ indices: [Expression.Index], at range: Range<Int>
  ) throws(Failure) -> Value? {
    let rows: TensorRows?
    do {
      rows = try host.rows(ofName: path)
    } catch {
      throw .here(Fault(host.problem(for: error), at: range))
    }
    guard let rows else { return nil }
    let selections = try selections(indices)
    return try located(range) {
      try rows.part(selections) ?? ValueParts.part(of: host.value(ofName: path), selections)
    }
  }

  private func selections(
    _ indices: [Expression.Index]
  ) throws(Failure) -> [TensorIndexing.Selection] {
    var selections: [TensorIndexing.Selection] = []
    for index in indices { selections.append(try selection(index)) }
    return selections
  }

  /// `x.at(24)`: the value of an iteration, by its number, or those of several.
  private func value(
    of value: Value, at arguments: [Expression], _ nameRange: Range<Int>
  ) throws(Failure) -> Value {
    guard case .series(let series) = value, let argument = arguments.first else {
      throw .here(
        Fault(.wrongKind(what: "`at`", expected: .series, found: value.kind), at: nameRange))
    }
    let iterations = try keepingSeries(false).operand(argument)
    return try located(argument.range) {
      if case .number(let iteration) = iterations {
        return .number(.single(try series.value(at: iteration)))
      }
      var values: [Float] = []
      for iteration in try Elements(iterations, for: "at").tensor.scalars {
        values.append(try series.value(at: .single(iteration)))
      }
      return .tensor(Tensor(values))
    }
  }

  private func selection(
    _ index: Expression.Index
  ) throws(Failure) -> TensorIndexing.Selection {
    guard case .value(let expression) = index else { return .all }
    let value = try keepingSeries(false).operand(expression)
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
