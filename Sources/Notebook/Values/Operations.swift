import Platform
import TensorEngine

/// What operators do with values.
struct Operations {
  let session: Session

  func negative(_ value: Value) throws(Problem) -> Value {
    if case .number(let number) = value { return .number(-number) }
    let elements = try session.elements(of: value, for: "-")
    guard !elements.areTruths else { throw .signOfTruth(value.kind) }
    return Elements(try TensorArithmetic.map(elements.tensor) { -$0 }).value
  }

  func arithmetic(
    _ operation: Arithmetic, _ left: Value, _ right: Value
  ) throws(Problem) -> Value {
    let name = operation.rawValue
    if operation == .add, case .list(let a) = left, case .list(let b) = right {
      return try Lists.concatenated(a, b)
    }
    if operation != .matrixProduct, left.kind == .number || right.kind == .number,
      let a = Self.scalar(left), let b = Self.scalar(right)
    {
      return .number(Number.result(of: operation, a, b))
    }
    let a = try session.elements(of: left, for: name)
    let b = try session.elements(of: right, for: name)
    if a.areTruths, b.areTruths { return try ofTruths(operation, a.tensor, b.tensor) }
    if operation == .matrixProduct {
      return Elements(try TensorArithmetic.matrixProduct(a.tensor, b.tensor)).value
    }
    return Elements(
      try TensorArithmetic.combine(a.tensor, b.tensor, name, Self.elementwise(operation))
    ).value
  }

  /// As in NumPy: `+` of two masks is `or`, `*` is `and`, and there is no `-`.
  private func ofTruths(
    _ operation: Arithmetic, _ a: Tensor, _ b: Tensor
  ) throws(Problem) -> Value {
    let name = operation.rawValue
    switch operation {
    case .add:
      return Elements(try TensorArithmetic.combine(a, b, name) { max($0, $1) }, areTruths: true)
        .value
    case .multiply:
      return Elements(try TensorArithmetic.combine(a, b, name) { $0 * $1 }, areTruths: true).value
    case .matrixProduct:
      let counts = try TensorArithmetic.matrixProduct(a, b)
      return Elements(try TensorArithmetic.map(counts) { $0 != 0 ? 1 : 0 }, areTruths: true).value
    case .subtract: throw .differenceOfTruths
    case .divide, .power, .remainder:
      return Elements(try TensorArithmetic.combine(a, b, name, Self.elementwise(operation))).value
    }
  }

  /// `and` and `or`, once or in each place.
  func both(_ left: Value, _ right: Value, isAnd: Bool) throws(Problem) -> Value {
    if case .bool(let a) = left, case .bool(let b) = right { return .bool(isAnd ? a && b : a || b) }
    let name = isAnd ? "and" : "or"
    let a = try Elements(left, for: name).tensor
    let b = try Elements(right, for: name).tensor
    return Elements(
      try TensorArithmetic.combine(a, b, name) { isAnd ? min($0, $1) : max($0, $1) },
      areTruths: true
    ).value
  }

  /// `not`, once or in each place.
  func opposite(of value: Value) throws(Problem) -> Value {
    if case .bool(let truth) = value { return .bool(!truth) }
    let tensor = try Elements(value, for: "not").tensor
    return Elements(try TensorArithmetic.map(tensor) { 1 - $0 }, areTruths: true).value
  }

  /// Chosen once, not for each element.
  private static func elementwise(_ operation: Arithmetic) -> (Float, Float) -> Float {
    switch operation {
    case .add: return { $0 + $1 }
    case .subtract: return { $0 - $1 }
    case .multiply, .matrixProduct: return { $0 * $1 }
    case .divide: return { $0 / $1 }
    case .power: return { pow($0, $1) }
    case .remainder: return { Float(Number.result(of: .remainder, Double($0), Double($1))) }
    }
  }

  func compare(
    _ comparison: Comparison, _ left: Value, _ right: Value
  ) throws(Problem) -> Value {
    let isEquality = comparison == .equal || comparison == .notEqual
    if let a = Self.scalar(left), let b = Self.scalar(right) {
      return .bool(a.holds(comparison, b))
    }
    switch (left, right) {
    case (.string(let a), .string(let b)): return .bool(comparison.holds(a, b))
    case (.list, .list) where isEquality, (.range, .range) where isEquality:
      return .bool(Self.areEqual(left, right) == (comparison == .equal))
    case _ where Self.isNumeric(left) && Self.isNumeric(right):
      let name = comparison.rawValue
      let a = try session.elements(of: left, for: name).tensor
      let b = try session.elements(of: right, for: name).tensor
      return Elements(
        try TensorArithmetic.combine(a, b, name) { comparison.holds($0, $1) ? 1 : 0 },
        areTruths: true
      ).value
    case _ where isEquality:
      return .bool(Self.areEqual(left, right) == (comparison == .equal))
    default:
      let isLeftFine = Self.isNumeric(left) || left.kind == .string
      throw .wrongKind(
        what: "`\(comparison.rawValue)`", expected: isLeftFine ? left.kind : .number,
        found: isLeftFine ? right.kind : left.kind)
    }
  }

  private static func isNumeric(_ value: Value) -> Bool {
    value.kind.isSubset(of: [.number, .bool, .tensor, .mask, .list, .range])
  }

  /// A single number; true and false count as 1 and 0.
  private static func scalar(_ value: Value) -> Number? {
    switch value {
    case .number(let number): number
    case .bool(let truth): .double(truth ? 1 : 0)
    default: nil
    }
  }

  static func areEqual(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a.holds(.equal, b)
    case (.string(let a), .string(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.range(let a), .range(let b)): a == b
    case (.model(let a), .model(let b)): a == b
    case (.image(let a), .image(let b)): a == b
    case (.tensor(let a), .tensor(let b)): a == b
    case (.mask(let a), .mask(let b)): a == b
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
    case (.none, .none): true
    default: false
    }
  }

  // MARK: - Parts

  static func part(
    of value: Value, _ selections: [TensorIndexing.Selection]
  ) throws(Problem) -> Value {
    switch value {
    case .tensor(let tensor):
      return Elements(try TensorIndexing.part(of: tensor, selections)).value
    case .mask(let mask):
      return Elements(try TensorIndexing.part(of: mask.tensor, selections), areTruths: true).value
    case .series(let series):
      return Elements(try TensorIndexing.part(of: Tensor(series.values), selections)).value
    case .range(let range):
      return try pick(selections, count: range.count) { .number(range.lower + Double($0)) }
    case .list(let items): return try pick(selections, count: items.count) { items[$0] }
    case .string(let text):
      let characters = Array(text)
      let part = try pick(selections, count: characters.count) { .string(String(characters[$0])) }
      guard case .list(let pieces) = part else { return part }
      return .string(pieces.map(\.string).joined())
    default:
      throw .wrongKind(what: "`[...]`", expected: .sequences, found: value.kind)
    }
  }

  private static func items(
    _ count: Int, _ item: (Int) throws(Problem) -> Value
  ) throws(Problem) -> [Value] {
    var items: [Value] = []
    items.reserveCapacity(count)
    try Stretches.forEach(of: count, cost: 16) { range throws(Problem) in
      for place in range { items.append(try item(place)) }
    }
    return items
  }

  private static func pick(
    _ selections: [TensorIndexing.Selection], count: Int, _ item: (Int) -> Value
  ) throws(Problem) -> Value {
    guard selections.count == 1, let selection = selections.first else {
      throw .tooManyIndices(found: selections.count, shape: String(count))
    }
    switch selection {
    case .one(let index): return item(try TensorIndexing.position(index, count, 0))
    case .all:
      try Lists.checkCount(count)
      return .list(try items(count) { item($0) })
    case .several(let indices):
      try Lists.checkCount(indices.count)
      return .list(
        try items(indices.count) { place throws(Problem) in
          item(try TensorIndexing.position(indices[place], count, 0))
        })
    case .mask(let mask):
      try TensorIndexing.check(mask, on: [count], of: Shape([count]), axis: 0)
      let chosen = mask.truePositions
      try Lists.checkCount(chosen.count)
      return .list(try items(chosen.count) { item(chosen[$0]) })
    }
  }
}
