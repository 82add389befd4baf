import Language
import TensorEngine

extension Function {
  static let ofSeries: [Function] = [last, ema, slope, cumsum, diff, first]

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
    "ema", [Parameter("x", values), Parameter("length", .number)], gives: [.series, .tensor],
    "The exponential moving average up to each value: over about so many iterations of a series, or values.",
    examples: [
      Example("ema([1, 2, 3, 4], 3)"),
      Example("ema(loss.d, 3); ema(loss.d, 3) < 100", "the latest counts", setup: ofThree),
    ]
  ) { call in
    let length = try call.whole(1, in: 1...Int.largestExact)
    guard case .series(let series) = call.arguments[0] else {
      var average = ExponentialAverage(length: length)
      return try call.running { average.add($0) }
    }
    guard !series.values.isEmpty else { throw series.lacksValues }
    return .series(series.with(ExponentialAverage.of(series, length: length)))
  }

  private static let cumsum = Function(
    "cumsum", [Parameter("x", values)], gives: [.series, .tensor], "The sum up to each value.",
    examples: [Example("cumsum([1, 2, 3])"), Example("cumsum(p.fake)", setup: ofThree)]
  ) { call in
    var sum = 0.0
    return try call.running { value in
      sum += value
      return sum
    }
  }

  private static let diff = Function(
    "diff", [Parameter("x", values)], gives: [.series, .tensor],
    "How much each value is above the one before; the first has none.",
    examples: [Example("diff([1, 4, 9])"), Example("diff(loss.d)", setup: ofThree)]
  ) { call in
    let values = try call.sequence(0)
    guard values.count > 1 else { throw call.bad("takes two values at least") }
    let differences = try values.folded(in: 1..<values.count, [Float]()) { all, place, value in
      all.append(Float(value - values[place - 1]))
    }
    guard case .series(let series) = call.arguments[0] else { return .tensor(Tensor(differences)) }
    return .series(
      Series(
        name: series.name, iterations: series.iterations.fromSecond, values: differences))
  }

  private static let first = Function(
    "first",
    [
      Parameter("condition", [.series, .mask, .list]), Parameter("for", .number, isRequired: false),
    ],
    gives: [.number, .none],
    "The first iteration from which a condition holds, or holds for so many in a row; none if never.",
    examples: [
      Example("first(acc.validity > 0.1, for=2)", setup: ofThree),
      Example("first([false, true, true], for=2)", "of a list, by position"),
    ]
  ) { call in
    let elements = try call.elements(0)
    guard elements.areTruths || elements.tensor.count == 0 else {
      throw call.bad("takes what is true or false at each iteration, as in loss.d < 1")
    }
    let length = call.arguments.count > 1 ? try call.whole(1, in: 1...Int.largestExact) : 1
    let numbers = NumberSequence(elements.tensor)
    let found = try numbers.folded((inRow: 0, begin: Int?.none)) { state, position, truth in
      guard state.begin == nil else { return }
      state.inRow = truth != 0 ? state.inRow + 1 : 0
      if state.inRow == length { state.begin = position + 1 - length }
    }
    guard let begin = found.begin else { return .none }
    guard case .series(let series) = call.arguments[0] else { return .number(begin) }
    return .number(series.iterations[begin])
  }

  private static let slope = Function(
    "slope", [Parameter("x", values), Parameter("count", .number, isRequired: false)],
    gives: .number,
    "The slope, for each iteration, of the straight line nearest to all values, or to so many last ones.",
    examples: [Example("slope([1, 3, 5, 7])"), Example("slope([9, 1, 2, 3], 3)")]
  ) { call in
    let all = try call.sequence(0)
    let count = call.arguments.count > 1 ? try call.whole(1, in: 2...Int.largestExact) : all.count
    let end = max(0, all.count - count)..<all.count
    guard end.count > 1 else { throw call.bad("a slope needs two values at least") }
    /// Where a value stands: at its iteration, or at its position.
    func place(_ position: Int) -> Double {
      guard case .series(let series) = call.arguments[0] else { return Double(position) }
      return Double(series.iterations[position])
    }
    let middle = end.reduce(0) { $0 + place($1) } / Double(end.count)
    let mean = try all.sum(in: end) / Double(end.count)
    let sums = try all.folded(in: end, (above: 0.0, below: 0.0)) { sums, position, value in
      let distance = place(position) - middle
      sums.above += distance * (value - mean)
      sums.below += distance * distance
    }
    return .number(sums.above / sums.below)
  }
}

extension FunctionCall {
  /// What a function makes of each value of a sequence in turn: a series for a series, a vector for
  /// anything else.
  fileprivate func running(_ step: (Double) -> Double) throws(Problem) -> Value {
    let values = try sequence(0)
    let results = try values.folded([Float]()) { $0.append(Float(step($2))) }
    guard case .series(let series) = arguments[0] else { return .tensor(Tensor(results)) }
    return .series(series.with(results))
  }
}
