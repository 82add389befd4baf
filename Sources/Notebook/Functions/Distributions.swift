import Language
import TensorEngine

extension Function {
  /// How the elements of something are distributed.
  static let distributions: [Function] = [sort, unique, percentile, histogram]

  private static let values: ValueKinds = .arrays

  private static let sort = Function(
    "sort", [Parameter("x", values)], gives: .tensor,
    "The elements in ascending order, along the last axis; NaN comes last.",
    examples: [Example("sort([3, 1, 2])"), Example("sort([[2, 1], [3, 0]])", "each row")]
  ) { call in
    let tensor = try call.tensor(0)
    guard let length = tensor.shape.extents.last, length > 0 else { return .tensor(tensor) }
    var sorted: [Float] = []
    sorted.reserveCapacity(tensor.count)
    let scalars = tensor.scalars
    try Stretches.forEach(of: tensor.count / length, cost: length) { rows in
      for row in rows { sorted += scalars[row * length..<(row + 1) * length].ascending }
    }
    return .tensor(Tensor(sorted, shape: tensor.shape))
  }

  private static let unique = Function(
    "unique", [Parameter("x", values)], gives: .tensor,
    "The elements in ascending order, each once; all NaN count as one.",
    examples: [Example("unique([2, 1, 2])"), Example("unique(batch.labels)", setup: oneBatch)]
  ) { call in
    var found: [Float] = []
    for value in try call.numbers(0).tensor().scalars.ascending
    where found.last != value && !(value.isNaN && found.last?.isNaN == true) {
      found.append(value)
    }
    return .tensor(Tensor(found))
  }

  private static let oneBatch = "load digits count=40\nbuild cgan batch=4\nstep"

  private static let percentile = Function(
    "percentile",
    [Parameter("x", values), Parameter("percent", [.number, .list, .tensor, .range])],
    gives: [.number, .tensor],
    "What so many percent of the elements are not above, between two of them on the line that joins them.",
    examples: [
      Example("percentile([1, 2, 3, 4], 50)"),
      Example("percentile(randn(1000), [5, 95])", "several at once"),
    ]
  ) { call in
    let sorted = try call.sequence(0).tensor().scalars.ascending.map(Double.init)
    let percents = try call.elements(1).tensor
    let hasNaN = sorted.last?.isNaN == true
    var results: [Float] = []
    for percent in percents.scalars {
      guard (0...100).contains(percent) else {
        throw call.bad("`percent` is a number from 0 to 100, not \(Number.single(percent))")
      }
      let place = Double(percent) / 100 * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      let value = sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
      // Between two infinities is no number; at one of them, it is.
      results.append(hasNaN ? .nan : Float(place == Double(below) ? sorted[below] : value))
    }
    return Elements(Tensor(results, shape: percents.shape)).value
  }

  private static let histogram = Function(
    "histogram",
    [
      Parameter("x", values), Parameter("bins", .number, isRequired: false),
      Parameter("low", .number, isRequired: false), Parameter("high", .number, isRequired: false),
    ], gives: .tensor,
    "How many elements are in each of so many equal parts, 10 if not said, from the smallest to the largest or from `low` to `high`.",
    examples: [
      Example("histogram([1, 1, 2, 5], 4)"),
      Example("histogram(G.conv1.weight, 20, -0.1, 0.1)", setup: "build acgan"),
    ]
  ) { call in
    let values = try call.sequence(0).tensor()
    let bins = call.value(of: "bins") == nil ? 10 : try call.whole(1, in: 1...1_000_000)
    let bounds = try call.histogramBounds(of: values)
    let width = (bounds.upperBound - bounds.lowerBound) / Double(bins)
    // Of the precision of the elements, so that one that is an edge lies above it: as in NumPy.
    func edge(_ bin: Int) -> Float { Float(bounds.lowerBound + Double(bin) * width) }
    // A float counts to 16,777,216 only.
    var counts = [Int](repeating: 0, count: bins)
    let scalars = values.scalars
    try Stretches.forEach(of: scalars.count) { range in
      for value in scalars[range] where bounds.contains(Double(value)) {
        var bin = min(Int((Double(value) - bounds.lowerBound) / width), bins - 1)
        // The division may round over an edge.
        if bin > 0, value < edge(bin) { bin -= 1 }
        if bin < bins - 1, value >= edge(bin + 1) { bin += 1 }
        counts[bin] += 1
      }
    }
    return .tensor(Tensor(counts.map(Float.init)))
  }
}

extension FunctionCall {
  /// From where to where a histogram goes: as NumPy has it, half to each side of a single value.
  fileprivate func histogramBounds(of values: Tensor) throws(Problem) -> ClosedRange<Double> {
    func given(_ name: String) -> Double? {
      if case .number(let number)? = value(of: name) { number.double } else { nil }
    }
    let low = given("low") ?? Double(values.scalars.min() ?? 0)
    let high = given("high") ?? Double(values.scalars.max() ?? 0)
    let isGiven = given("low") != nil && given("high") != nil
    guard low.isFinite, high.isFinite, isGiven || !values.scalars.contains(where: \.isNaN) else {
      throw bad("the elements are not finite; `low` and `high` say from where to where")
    }
    guard low <= high else { throw bad("`low` is above `high`") }
    return low == high ? low - 0.5...high + 0.5 : low...high
  }
}

extension Collection<Float> {
  /// In ascending order, NaN last.
  fileprivate var ascending: [Float] { sorted { $1.isNaN ? !$0.isNaN : $0 < $1 } }
}
