import Language
import Platform
import TensorEngine

extension Function {
  /// Of each element; a series counts as its latest value.
  static let elementwise: [Function] = [
    each("abs", "The absolute value.", "abs(-3)") { abs($0) },
    each("sqrt", "The square root.", "sqrt(16)") { $0.squareRoot() },
    each("exp", "e to a power.", "exp(1)") { exp($0) },
    each("log", "The natural logarithm.", "log(10)") { log($0) },
    round,
    test("isnan", "Whether it is not a number, as 0 / 0.", "isnan(0 / 0)") { $0.isNaN },
    test("isfinite", "Whether it is neither NaN nor infinite.", "isfinite(1 / 0)") { $0.isFinite },
  ]

  private static func each(
    _ name: String, _ summary: String, _ example: String,
    _ function: @escaping @Sendable (Double) -> Double
  ) -> Function {
    Function(
      name, [Parameter("x", .arrays.union(.number))],
      gives: [.number, .tensor], isElementwise: true,
      summary, examples: [Example(example)]
    ) { call in
      if let number = call.singleNumber(0) { return .number(function(number)) }
      return .tensor(try TensorArithmetic.map(try call.tensor(0)) { Float(function(Double($0))) })
    }
  }

  private static func test(
    _ name: String, _ summary: String, _ example: String,
    _ function: @escaping @Sendable (Double) -> Bool
  ) -> Function {
    Function(
      name, [Parameter("x", .arrays.union(.number))], gives: [.bool, .mask],
      isElementwise: true, summary,
      examples: [Example(example), Example("any(\(name)([1, 2]))", "of a tensor it gives a mask")]
    ) { call in
      if let number = call.singleNumber(0) { return .bool(function(number)) }
      let truths = try TensorArithmetic.map(try call.tensor(0)) { function(Double($0)) ? 1 : 0 }
      return .mask(Mask(truths))
    }
  }

  private static let round = Function(
    "round",
    [
      Parameter("x", .arrays.union(.number)),
      Parameter("digits", .number, isRequired: false),
    ],
    gives: [.number, .tensor], isElementwise: true,
    "The nearest whole number, halves to the even one; or so many digits.",
    examples: [Example("round(2.6)"), Example("round(3.14159, 2)")]
  ) { call in
    let digits = call.arguments.count > 1 ? try call.whole(1, in: -15...15) : 0
    let scale = pow(10, Double(digits))
    func rounded(_ value: Double) -> Double {
      let scaled = (value * scale).rounded(.toNearestOrEven)
      return scaled.isFinite ? scaled / scale : value
    }
    if let number = call.singleNumber(0) { return .number(rounded(number)) }
    return .tensor(try TensorArithmetic.map(try call.tensor(0)) { Float(rounded(Double($0))) })
  }
}
