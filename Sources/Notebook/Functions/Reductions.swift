import TensorEngine

extension Function {
  /// Of all elements, or along an axis, which goes away.
  static let reductions: [Function] = [
    reduction("sum", "The sum.", "sum([1, 2, 3])") { $0.reduce(0, +) },
    reduction("mean", "The mean.", "mean([1, 2, 3])") { $0.reduce(0, +) / Double($0.count) },
    reduction("std", "The standard deviation, by the number of elements.", "std([1, 2, 3])") {
      values in
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
        .squareRoot()
    },
    reduction("min", "The smallest element; NaN where there is one.", "min([3, 1, 2])") {
      extreme($0) { $0 < $1 }
    },
    reduction("max", "The largest element; NaN where there is one.", "max([3, 1, 2])") {
      extreme($0) { $0 > $1 }
    },
    reduction("norm", "The square root of the sum of squares.", "norm([3, 4])") {
      $0.reduce(0) { $0 + $1 * $1 }.squareRoot()
    },
    reduction("argmax", "The position of the largest element.", "argmax([3, 1, 2])") {
      Double(position($0) { $0 > $1 })
    },
    reduction("argmin", "The position of the smallest element.", "argmin([3, 1, 2])") {
      Double(position($0) { $0 < $1 })
    },
    truth("any", "Whether one element at least is not 0.", "any([0, 1] > 0.5)") {
      $0.contains { $0 }
    },
    truth("all", "Whether no element is 0.", "all([1, 1] > 0.5)") { $0.allSatisfy { $0 } },
  ]

  private static func extreme(_ values: [Double], _ isBetter: (Double, Double) -> Bool) -> Double {
    var best = values[0]
    for value in values {
      if value.isNaN { return value }
      if isBetter(value, best) { best = value }
    }
    return best
  }

  private static func position(_ values: [Double], _ isBetter: (Double, Double) -> Bool) -> Int {
    var best = 0
    for index in values.indices where isBetter(values[index], values[best]) { best = index }
    return best
  }

  private static func reduction(
    _ name: String, _ summary: String, _ example: String,
    _ reduce: @escaping @Sendable ([Double]) -> Double
  ) -> Function {
    Function(
      name,
      [
        Parameter("x", [.number, .tensor, .series, .list, .range]),
        Parameter("axis", .number, isRequired: false),
      ],
      gives: [.number, .tensor], summary,
      examples: [Example(example), Example("\(name)(reshape(1...6, 2, 3), 0)", "along an axis")]
    ) { call in
      let tensor = try call.tensor(0)
      guard call.arguments.count > 1 else {
        guard tensor.count > 0 else { throw call.bad("there are no elements") }
        return .number(reduce(tensor.withUnsafeBuffer { $0.map(Double.init) }))
      }
      return try along(call.axis(1, of: tensor), of: tensor, call, reduce)
    }
  }

  private static func along(
    _ axis: Int, of tensor: Tensor, _ call: FunctionCall, _ reduce: ([Double]) -> Double
  ) throws(Problem) -> Value {
    let extents = tensor.shape.extents
    guard extents[axis] > 0 else { throw call.bad("there are no elements along axis \(axis)") }
    let inner = extents[(axis + 1)...].reduce(1, *)
    let outer = extents[..<axis].reduce(1, *)
    var result: [Float] = []
    result.reserveCapacity(outer * inner)
    var line = [Double](repeating: 0, count: extents[axis])
    tensor.withUnsafeBuffer { values in
      for o in 0..<outer {
        for i in 0..<inner {
          for k in line.indices { line[k] = Double(values[(o * extents[axis] + k) * inner + i]) }
          result.append(Float(reduce(line)))
        }
      }
    }
    var shape = extents
    shape.remove(at: axis)
    return Evaluator.unboxed(Tensor(result, shape: Shape(shape)))
  }

  private static func truth(
    _ name: String, _ summary: String, _ example: String,
    _ reduce: @escaping @Sendable ([Bool]) -> Bool
  ) -> Function {
    Function(
      name, [Parameter("x", [.bool, .number, .tensor, .series, .list])], gives: .bool, summary,
      examples: [Example(example)]
    ) { call in
      switch call.arguments[0] {
      case .bool(let value): return .bool(value)
      case .list(let items) where items.allSatisfy({ $0.kind == .bool }):
        return .bool(reduce(items.map { if case .bool(true) = $0 { true } else { false } }))
      default:
        return .bool(reduce(try call.tensor(0).withUnsafeBuffer { $0.map { $0 != 0 } }))
      }
    }
  }
}
