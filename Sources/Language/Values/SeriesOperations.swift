import TensorEngine

/// What operators and functions of single numbers do with series, where series are kept: the same
/// at each iteration that all of them have.
enum SeriesOperations {
  /// - Parameters:
  ///   - values: operands, of which one at least is a series.
  ///   - operation: gets a vector in place of each series, all of one length, and gives one.
  /// - Returns: a series of the results; nil where no operand is one, or where a tensor or a list
  ///   among them makes vectors of them.
  static func applied(
    to values: [Value], _ operation: ([Value]) throws -> Value
  ) throws -> Value? {
    var shared: Series?
    var iterations: SeriesIterations?
    for case .series(let series) in values {
      guard !series.values.isEmpty else { throw series.lacksValues }
      shared = shared ?? series
      iterations = iterations?.common(with: series.iterations) ?? series.iterations
    }
    guard let shared, let iterations else { return nil }
    guard !iterations.isEmpty else {
      throw Problem.failed(
        "the series have no iteration in common",
        advice: "what is recorded now and then has values of some iterations only")
    }
    let isAlone = values.allSatisfy { [.series, .number, .bool, .none].contains($0.kind) }
    let result = try operation(
      values.map { value in
        guard case .series(let series) = value else { return value }
        return vector(series, at: isAlone ? iterations : series.iterations)
      })
    guard isAlone else { return result }
    switch result {
    case .tensor(let tensor):
      return .series(
        Series(name: shared.name, iterations: iterations, values: tensor.scalars))
    case .mask(let mask):
      return .series(
        Series(
          name: shared.name, iterations: iterations, values: mask.tensor.scalars, areTruths: true))
    default: return result
    }
  }

  /// The values at some of its iterations.
  private static func vector(_ series: Series, at iterations: SeriesIterations) -> Value {
    var values = series.values
    if iterations.count < values.count {
      values = iterations.compactMap { series.iterations.position(of: $0) }.map {
        series.values[$0]
      }
    }
    return Elements(Tensor(values), areTruths: series.areTruths).value
  }
}
