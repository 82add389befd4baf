extension Function {
  static let ofSeries: [Function] = [last, ema, slope]

  private static let values: ValueKinds = [.series, .list, .tensor]

  private static let last = Function(
    "last", [Parameter("x", values), Parameter("count", .number, isRequired: false)],
    gives: .number, "The last value, or the mean of so many last ones.",
    examples: [Example("last([1, 2, 3])"), Example("last([1, 2, 3, 4], 2)")]
  ) { call in
    let values = try call.sequence(0)
    let count = call.arguments.count > 1 ? try call.whole(1, in: 1...Int.largestExact) : 1
    let end = values.suffix(count)
    return .number(end.reduce(0, +) / Double(end.count))
  }

  private static let ema = Function(
    "ema", [Parameter("x", values), Parameter("length", .number)], gives: .number,
    "The exponential moving average at the end: each value weighs 2 / (length + 1).",
    examples: [Example("ema([1, 2, 3, 4], 3)")]
  ) { call in
    let values = try call.sequence(0)
    let weight = 2 / Double(try call.whole(1, in: 1...Int.largestExact) + 1)
    return .number(values.dropFirst().reduce(values[0]) { $0 + weight * ($1 - $0) })
  }

  private static let slope = Function(
    "slope", [Parameter("x", values), Parameter("count", .number, isRequired: false)],
    gives: .number,
    "The slope of the straight line nearest to all values, or to so many last ones.",
    examples: [Example("slope([1, 3, 5, 7])")]
  ) { call in
    let all = try call.sequence(0)
    let count = call.arguments.count > 1 ? try call.whole(1, in: 2...Int.largestExact) : all.count
    let values = all.suffix(count)
    guard values.count > 1 else { throw call.bad("a slope needs two values at least") }
    let middle = Double(values.count - 1) / 2
    let mean = values.reduce(0, +) / Double(values.count)
    var above = 0.0
    var below = 0.0
    for (index, value) in values.enumerated() {
      above += (Double(index) - middle) * (value - mean)
      below += (Double(index) - middle) * (Double(index) - middle)
    }
    return .number(above / below)
  }
}
