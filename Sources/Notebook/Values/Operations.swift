import TensorEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What operators do with values.
enum Operations {
  static func negative(_ value: Value) throws(Problem) -> Value {
    switch value {
    case .number(let number): return .number(-number)
    default: return .tensor(try TensorArithmetic.map(try tensor(value, "-")) { -$0 })
    }
  }

  static func arithmetic(
    _ operation: Arithmetic, _ left: Value, _ right: Value
  ) throws(Problem) -> Value {
    let name = operation.rawValue
    if operation != .matrixProduct, case .number(let a) = left, case .number(let b) = right {
      return .number(apply(operation, a, b))
    }
    let (a, b) = (try tensor(left, name), try tensor(right, name))
    if operation == .matrixProduct {
      return Evaluator.unboxed(try TensorArithmetic.matrixProduct(a, b))
    }
    return Evaluator.unboxed(try TensorArithmetic.combine(a, b, name, elementwise(operation)))
  }

  /// Chosen once, not for each element.
  private static func elementwise(_ operation: Arithmetic) -> (Float, Float) -> Float {
    switch operation {
    case .add: return { $0 + $1 }
    case .subtract: return { $0 - $1 }
    case .multiply, .matrixProduct: return { $0 * $1 }
    case .divide: return { $0 / $1 }
    case .power: return { pow($0, $1) }
    case .remainder: return { Float(apply(.remainder, Double($0), Double($1))) }
    }
  }

  private static func apply(_ operation: Arithmetic, _ a: Double, _ b: Double) -> Double {
    switch operation {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply, .matrixProduct: return a * b
    case .divide: return a / b
    case .power: return pow(a, b)
    case .remainder:
      // With the sign of the divisor, as in NumPy.
      let rest = fmod(a, b)
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    }
  }

  static func compare(
    _ comparison: Comparison, _ left: Value, _ right: Value
  ) throws(Problem) -> Value {
    let isEquality = comparison == .equal || comparison == .notEqual
    switch (left, right) {
    case (.number(let a), .number(let b)): return .bool(holds(comparison, a, b))
    case (.string(let a), .string(let b)): return .bool(holds(comparison, a, b))
    case (.list, .list) where isEquality, (.range, .range) where isEquality:
      return .bool(areEqual(left, right) == (comparison == .equal))
    case _ where isArray(left) && isNumeric(right) || isNumeric(left) && isArray(right):
      let name = comparison.rawValue
      let (a, b) = (try tensor(left, name), try tensor(right, name))
      let result = try TensorArithmetic.combine(a, b, name) { holds(comparison, $0, $1) ? 1 : 0 }
      return result.shape.rank == 0 ? .bool(result.scalar != 0) : .tensor(result)
    case _ where isEquality:
      return .bool(areEqual(left, right) == (comparison == .equal))
    default:
      let isLeftFine = isNumeric(left) || left.kind == .string
      throw .wrongKind(
        what: "`\(comparison.rawValue)`", expected: isLeftFine ? left.kind : .number,
        found: isLeftFine ? right.kind : left.kind)
    }
  }

  private static func isNumeric(_ value: Value) -> Bool { value.kind == .number || isArray(value) }
  private static func isArray(_ value: Value) -> Bool {
    value.kind.isSubset(of: [.tensor, .list, .range])
  }

  private static func holds<T: Comparable>(_ comparison: Comparison, _ a: T, _ b: T) -> Bool {
    switch comparison {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }

  static func areEqual(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.range(let a), .range(let b)): a == b
    case (.model(let a), .model(let b)): a == b
    case (.image(let a), .image(let b)): a == b
    case (.tensor(let a), .tensor(let b)): a == b
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { areEqual($0, $1) }
    case (.none, .none): true
    default: false
    }
  }

  static func tensor(_ value: Value, _ operation: String) throws(Problem) -> Tensor {
    switch value {
    case .number(let number): return Tensor(Float(number))
    case .tensor(let tensor): return tensor
    case .list(let items): return try stack(items, operation)
    case .range(let range):
      guard range.count <= TensorArithmetic.mostElements else {
        throw .tooLarge(what: "\(range.text)", limit: TensorArithmetic.mostElements)
      }
      return try Numbers(range).tensor()
    default:
      throw .wrongKind(what: "`\(operation)`", expected: .numeric, found: value.kind)
    }
  }

  /// A list of numbers, or of lists of one shape, as one tensor.
  private static func stack(_ items: [Value], _ operation: String) throws(Problem) -> Tensor {
    var scalars: [Float] = []
    var shape: Shape?
    try Stretches.forEach(of: items.count, cost: 16) { range throws(Problem) in
      for item in items[range] {
        let part = try tensor(item, operation)
        if let shape, shape != part.shape {
          throw .shapesDiffer(
            operation: operation, left: shape.description, right: part.shape.description)
        }
        shape = part.shape
        guard scalars.count + part.count <= TensorArithmetic.mostElements else {
          throw .tooLarge(what: "the list", limit: TensorArithmetic.mostElements)
        }
        scalars += part.scalars
      }
    }
    return Tensor(scalars, shape: Shape([items.count] + (shape?.extents ?? [])))
  }

  // MARK: - Parts

  static func part(
    of value: Value, _ selections: [TensorIndexing.Selection]
  ) throws(Problem) -> Value {
    switch value {
    case .tensor(let tensor):
      return Evaluator.unboxed(try TensorIndexing.part(of: tensor, selections))
    case .series(let series):
      return Evaluator.unboxed(
        try TensorIndexing.part(of: Tensor(series.values), selections))
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
      guard count <= TensorArithmetic.mostElements else {
        throw .tooLarge(what: "the list", limit: TensorArithmetic.mostElements)
      }
      return .list(try items(count) { item($0) })
    case .several(let indices):
      return .list(
        try items(indices.count) { place throws(Problem) in
          item(try TensorIndexing.position(indices[place], count, 0))
        })
    }
  }
}
