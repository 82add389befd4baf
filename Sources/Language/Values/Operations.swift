import Platform
import TensorEngine

/// What operators do with values.
struct Operations {
  let observer: any RoundingObserver

  func negative(_ value: Value) throws(Problem) -> Value {
    if case .number(let number) = value { return .number(-number) }
    let elements = try observer.elements(of: value, for: "-")
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
    if operation == .add, case .string(let a) = left, case .string(let b) = right {
      guard a.utf8.count + b.utf8.count <= Value.longestString else {
        throw .tooLarge(what: "the string", limit: Value.longestString)
      }
      return .string(a + b)
    }
    if operation != .matrixProduct, left.kind == .number || right.kind == .number,
      let a = Self.scalar(left), let b = Self.scalar(right)
    {
      return .number(Number.result(of: operation, a, b))
    }
    let a = try observer.elements(of: left, for: name)
    let b = try observer.elements(of: right, for: name)
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
      let a = try observer.elements(of: left, for: name).tensor
      let b = try observer.elements(of: right, for: name).tensor
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
    case (.object(let a), .object(let b)): a.isEqual(to: b)
    case (.tensor(let a), .tensor(let b)): a == b
    case (.mask(let a), .mask(let b)): a == b
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
    case (.none, .none): true
    default: false
    }
  }
}
