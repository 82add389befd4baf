import TensorEngine

extension Function {
  /// Of all elements, or along an axis, which goes away.
  static let reductions: [Function] = [
    reduction("sum", "The sum.", "sum([1, 2, 3])", ofNone: 0) { numbers throws(Problem) in
      try numbers.sum()
    },
    reduction("mean", "The mean.", "mean([1, 2, 3])") { numbers throws(Problem) in
      try numbers.sum() / Double(numbers.count)
    },
    reduction("std", "The standard deviation, by the number of elements.", "std([1, 2, 3])") {
      numbers throws(Problem) in
      let mean = try numbers.sum() / Double(numbers.count)
      return (try numbers.sum { ($0 - mean) * ($0 - mean) } / Double(numbers.count)).squareRoot()
    },
    reduction("min", "The smallest element; NaN where there is one.", "min([3, 1, 2])") {
      numbers throws(Problem) in numbers[try position(numbers, <)]
    },
    reduction("max", "The largest element; NaN where there is one.", "max([3, 1, 2])") {
      numbers throws(Problem) in numbers[try position(numbers, >)]
    },
    reduction("norm", "The square root of the sum of squares.", "norm([3, 4])", ofNone: 0) {
      numbers throws(Problem) in try numbers.sum { $0 * $0 }.squareRoot()
    },
    reduction("argmax", "The position of the largest element.", "argmax([3, 1, 2])") {
      numbers throws(Problem) in Double(try position(numbers, >))
    },
    reduction("argmin", "The position of the smallest element.", "argmin([3, 1, 2])") {
      numbers throws(Problem) in Double(try position(numbers, <))
    },
    truth("any", "Whether one element at least is not 0.", "any(rand(5) > 0.9)") {
      numbers throws(Problem) in
      try numbers.folded(false) { $0 = $0 || $2 != 0 }
    },
    truth("all", "Whether no element is 0.", "all(isfinite(rand(5)))") {
      numbers throws(Problem) in
      try numbers.folded(true) { $0 = $0 && $2 != 0 }
    },
  ]

  /// Where the first of the best elements is; a NaN is better than anything, so that it is not
  /// lost.
  private static func position(
    _ values: Numbers, _ isBetter: (Double, Double) -> Bool
  ) throws(Problem) -> Int {
    try values.folded((position: 0, value: values[0])) { best, position, value in
      if !best.value.isNaN, value.isNaN || isBetter(value, best.value) {
        best = (position, value)
      }
    }.position
  }

  private static func reduction(
    _ name: String, _ summary: String, _ example: String, ofNone: Double? = nil,
    _ reduce: @escaping @Sendable (Numbers) throws(Problem) -> Double
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
        if !numbers.isEmpty { return try reduce(numbers) }
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
      try Stretches.forEach(of: outer * inner, cost: extents[axis]) { places throws(Problem) in
        for place in places {
          line.move(to: place / inner * extents[axis] * inner + place % inner)
          result.append(Float(try reduced(line)))
        }
      }
      let shape = Shape(Array(extents[..<axis] + extents[(axis + 1)...]))
      return Evaluator.unboxed(Tensor(result, shape: shape))
    }
  }

  private static func truth(
    _ name: String, _ summary: String, _ example: String,
    _ reduce: @escaping @Sendable (Numbers) throws(Problem) -> Bool
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
        return .bool(try reduce(Numbers(values)))
      default: return .bool(try reduce(try call.numbers(0)))
      }
    }
  }
}
