import Language
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
    reduction("var", "The variance, by the number of elements.", "var([1, 2, 3])") {
      numbers throws(Problem) in
      let mean = try numbers.sum() / Double(numbers.count)
      return try numbers.sum { ($0 - mean) * ($0 - mean) } / Double(numbers.count)
    },
    reduction(
      "min", "The smallest element; NaN where there is one.", "min([3, 1, 2])", picksElement: true
    ) { numbers throws(Problem) in numbers[try position(numbers, <)] },
    reduction(
      "max", "The largest element; NaN where there is one.", "max([3, 1, 2])", picksElement: true
    ) { numbers throws(Problem) in numbers[try position(numbers, >)] },
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
    _ values: NumberSequence, _ isBetter: (Double, Double) -> Bool
  ) throws(Problem) -> Int {
    try values.folded((position: 0, value: values[0])) { best, position, value in
      if !best.value.isNaN, value.isNaN || isBetter(value, best.value) {
        best = (position, value)
      }
    }.position
  }

  /// - Parameter picksElement: whether the result is one of the elements, of their kind.
  private static func reduction(
    _ name: String, _ summary: String, _ example: String, ofNone: Double? = nil,
    picksElement: Bool = false,
    _ reduce: @escaping @Sendable (NumberSequence) throws(Problem) -> Double
  ) -> Function {
    Function(
      name,
      [Parameter("x", .arrays.union(.number)), Parameter("axis", .number, isRequired: false)],
      gives: picksElement ? [.number, .tensor, .bool, .mask] : [.number, .tensor], summary,
      examples: [Example(example), Example("\(name)(reshape(1...6, 2, 3), 0)", "along an axis")]
    ) { call in
      func reduced(_ numbers: NumberSequence) throws(Problem) -> Double {
        if !numbers.isEmpty { return try reduce(numbers) }
        guard let ofNone else { throw call.bad("there are no elements") }
        return ofNone
      }
      if call.arguments.count > 1 {
        return try call.alongAxis(areTruths: picksElement ? nil : false, reduced)
      }
      let numbers = try call.numbers(0)
      let result = try reduced(numbers)
      guard picksElement else { return .number(result) }
      if call.areTruths(0) { return .bool(result != 0) }
      return .number(numbers.isSingle ? .single(Float(result)) : .double(result))
    }
  }

  private static func truth(
    _ name: String, _ summary: String, _ example: String,
    _ reduce: @escaping @Sendable (NumberSequence) throws(Problem) -> Bool
  ) -> Function {
    Function(
      name,
      [
        Parameter("x", .arrays.union([.bool, .number])),
        Parameter("axis", .number, isRequired: false),
      ], gives: [.bool, .mask], summary,
      examples: [
        Example(example), Example("\(name)(reshape(1...6, 2, 3) > 3, 0)", "along an axis"),
      ]
    ) { call in
      if case .list(let items) = call.arguments[0], items.contains(where: { $0.kind == .bool }),
        !items.allSatisfy({ $0.kind == .bool })
      {
        throw call.bad("takes no mixture of true, false and other values")
      }
      guard call.arguments.count > 1 else { return .bool(try reduce(try call.numbers(0))) }
      return try call.alongAxis(areTruths: true) { numbers throws(Problem) in
        try reduce(numbers) ? 1 : 0
      }
    }
  }
}

extension FunctionCall {
  /// Reduces each line along the axis that the second argument names, which goes away.
  ///
  /// - Parameter areTruths: whether the results are truth values; nil where that follows from the
  ///   elements.
  fileprivate func alongAxis(
    areTruths: Bool?, _ reduce: (NumberSequence) throws(Problem) -> Double
  ) throws(Problem) -> Value {
    let elements = try elements(0)
    let tensor = elements.tensor
    let axis = try axis(1, of: tensor)
    let extents = tensor.shape.extents
    let (inner, outer) = (extents[(axis + 1)...].reduce(1, *), extents[..<axis].reduce(1, *))
    var line = NumberSequence(tensor, start: 0, step: inner, count: extents[axis])
    var result: [Float] = []
    result.reserveCapacity(outer * inner)
    try Stretches.forEach(of: outer * inner, cost: extents[axis]) { places throws(Problem) in
      for place in places {
        line.move(to: place / inner * extents[axis] * inner + place % inner)
        result.append(Float(try reduce(line)))
      }
    }
    let shape = Shape(Array(extents[..<axis] + extents[(axis + 1)...]))
    return Elements(Tensor(result, shape: shape), areTruths: areTruths ?? elements.areTruths).value
  }

  /// Whether an argument consists of truth values.
  fileprivate func areTruths(_ index: Int) -> Bool {
    switch arguments[index] {
    case .bool, .mask: true
    case .list(let items): !items.isEmpty && items.allSatisfy { $0.kind == .bool }
    default: false
    }
  }
}
