import TensorEngine

extension Function {
  /// Of all elements, or along an axis, which goes away.
  static let reductions: [Function] = [
    reduction("sum", "The sum.", "sum([1, 2, 3])", ofNone: 0) { $0.reduce(0, +) },
    reduction("mean", "The mean.", "mean([1, 2, 3])") { $0.reduce(0, +) / Double($0.count) },
    reduction("std", "The standard deviation, by the number of elements.", "std([1, 2, 3])") {
      values in
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
        .squareRoot()
    },
    reduction("min", "The smallest element; NaN where there is one.", "min([3, 1, 2])") {
      $0[position($0, <)]
    },
    reduction("max", "The largest element; NaN where there is one.", "max([3, 1, 2])") {
      $0[position($0, >)]
    },
    reduction("norm", "The square root of the sum of squares.", "norm([3, 4])", ofNone: 0) {
      $0.reduce(0) { $0 + $1 * $1 }.squareRoot()
    },
    reduction("argmax", "The position of the largest element.", "argmax([3, 1, 2])") {
      Double(position($0, >))
    },
    reduction("argmin", "The position of the smallest element.", "argmin([3, 1, 2])") {
      Double(position($0, <))
    },
    truth("any", "Whether one element at least is not 0.", "any(rand(5) > 0.9)") { numbers in
      numbers.contains { $0 != 0 }
    },
    truth("all", "Whether no element is 0.", "all(isfinite(rand(5)))") { numbers in
      numbers.allSatisfy { $0 != 0 }
    },
  ]

  /// Where the first of the best elements is; a NaN is better than anything, so that it is not
  /// lost.
  private static func position(
    _ values: Numbers, _ isBetter: (Double, Double) -> Bool
  ) -> Int {
    var best = 0
    var bestValue = values[0]
    for (index, value) in values.enumerated() {
      if value.isNaN { return index }
      if isBetter(value, bestValue) { (best, bestValue) = (index, value) }
    }
    return best
  }

  private static func reduction(
    _ name: String, _ summary: String, _ example: String, ofNone: Double? = nil,
    _ reduce: @escaping @Sendable (Numbers) -> Double
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
      func reduced(_ numbers: Numbers) throws(Problem) -> Double {
        if !numbers.isEmpty { return reduce(numbers) }
        guard let ofNone else { throw call.bad("there are no elements") }
        return ofNone
      }
      guard call.arguments.count > 1 else { return .number(try reduced(try call.numbers(0))) }
      let tensor = try call.tensor(0)
      let axis = try call.axis(1, of: tensor)
      let extents = tensor.shape.extents
      let (inner, outer) = (extents[(axis + 1)...].reduce(1, *), extents[..<axis].reduce(1, *))
      var line = Numbers(tensor, start: 0, step: inner, count: extents[axis])
      var result: [Float] = []
      result.reserveCapacity(outer * inner)
      for start in 0..<outer {
        for column in 0..<inner {
          line.move(to: start * extents[axis] * inner + column)
          result.append(Float(try reduced(line)))
        }
      }
      let shape = Shape(Array(extents[..<axis] + extents[(axis + 1)...]))
      return Evaluator.unboxed(Tensor(result, shape: shape))
    }
  }

  private static func truth(
    _ name: String, _ summary: String, _ example: String,
    _ reduce: @escaping @Sendable (Numbers) -> Bool
  ) -> Function {
    Function(
      name, [Parameter("x", [.bool, .number, .tensor, .series, .list])], gives: .bool, summary,
      examples: [Example(example)]
    ) { call in
      switch call.arguments[0] {
      case .bool(let value): return .bool(value)
      case .list(let items) where items.contains { $0.kind == .bool }:
        var values: [Double] = []
        for item in items {
          guard case .bool(let value) = item else {
            throw call.bad("takes no mixture of true, false and other values")
          }
          values.append(value ? 1 : 0)
        }
        return .bool(reduce(Numbers(values)))
      default: return .bool(reduce(try call.numbers(0)))
      }
    }
  }
}
