import Language

extension Function {
  static let ofSeries: [Function] = [last, ema, slope]

  private static let ofThree = "load digits count=40\nbuild cgan batch=4\ntrain iterations=3"
  private static let values: ValueKinds = [.series, .list, .tensor]

  private static let last = Function(
    "last", [Parameter("x", values), Parameter("count", .number, isRequired: false)],
    gives: .number,
    "The last value, or the mean of so many last ones; the values themselves are `x[-10...-1]`.",
    examples: [
      Example("last([1, 2, 3])"), Example("last([1, 2, 3, 4], 2)", "the mean of 3 and 4"),
      Example("loss.d[-2...-1]; last(loss.d, 2)", "two values, and their mean", setup: ofThree),
    ]
  ) { call in
    let values = try call.sequence(0)
    let count = call.arguments.count > 1 ? try call.whole(1, in: 1...Int.largestExact) : 1
    let end = max(0, values.count - count)..<values.count
    return .number(try values.sum(in: end) / Double(end.count))
  }

  private static let ema = Function(
    "ema", [Parameter("x", values), Parameter("length", .number)], gives: .number,
    "One number, the exponential moving average at the end: each value weighs 2 / (length + 1).",
    examples: [
      Example("ema([1, 2, 3, 4], 3)"),
      Example("ema(loss.d[0...1], 3)", "as it was after the second one", setup: ofThree),
    ]
  ) { call in
    let values = try call.sequence(0)
    let weight = 2 / Double(try call.whole(1, in: 1...Int.largestExact) + 1)
    return .number(
      try values.folded(in: 1..<values.count, values[0]) { $0 += weight * ($2 - $0) })
  }

  private static let slope = Function(
    "slope", [Parameter("x", values), Parameter("count", .number, isRequired: false)],
    gives: .number,
    "One number, the slope of the straight line nearest to all values, or to so many last ones.",
    examples: [Example("slope([1, 3, 5, 7])"), Example("slope([9, 1, 2, 3], 3)")]
  ) { call in
    let all = try call.sequence(0)
    let count = call.arguments.count > 1 ? try call.whole(1, in: 2...Int.largestExact) : all.count
    let end = max(0, all.count - count)..<all.count
    guard end.count > 1 else { throw call.bad("a slope needs two values at least") }
    let middle = Double(end.count - 1) / 2
    let mean = try all.sum(in: end) / Double(end.count)
    let sums = try all.folded(in: end, (above: 0.0, below: 0.0)) { sums, position, value in
      let distance = Double(position - end.lowerBound) - middle
      sums.above += distance * (value - mean)
      sums.below += distance * distance
    }
    return .number(sums.above / sums.below)
  }
}
