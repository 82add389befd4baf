import TensorEngine

/// A quantity over the iterations.
public struct PlotSeries: Sendable, Equatable {
  /// What the legend calls it.
  public let name: String
  /// Where each value was taken, ascending; they need not follow each other.
  public let iterations: [Double]
  /// What is not finite is a gap in the line.
  public let values: [Double]
  /// Whether it is drawn pale behind the others and left out of the legend, in the colour of the next
  /// series that is not: the values behind a smoothed curve.
  public let isFaint: Bool

  /// As many values as iterations; the process stops otherwise.
  public init(
    name: String, values: [some BinaryFloatingPoint], iterations: [Int], isFaint: Bool = false
  ) {
    require(
      iterations.count == values.count,
      "PlotSeries: \(values.count) values for \(iterations.count) iterations")
    self.name = name
    self.iterations = iterations.map(Double.init)
    self.values = values.map { Double($0) }
    self.isFaint = isFaint
  }

  /// One value for each iteration, counted from `first`.
  public init(
    name: String, values: [some BinaryFloatingPoint], first: Int = 1, isFaint: Bool = false
  ) {
    self.init(
      name: name, values: values, iterations: Array(first..<(first + values.count)),
      isFaint: isFaint)
  }

  /// The series without the values outside of a range of iterations.
  func within(_ range: ClosedRange<Double>) -> PlotSeries {
    let kept = iterations.indices.filter { range.contains(iterations[$0]) }
    return PlotSeries(
      name: name, values: kept.map { values[$0] }, iterations: kept.map { Int(iterations[$0]) },
      isFaint: isFaint)
  }
}

/// An iteration that a plot draws a line at: a mark of the user, a fork, a change of a rate.
public struct PlotMark: Sendable, Equatable {
  /// Where the line stands.
  public let iteration: Int
  /// What is written beside it.
  public let label: String

  /// A line at an iteration.
  public init(iteration: Int, label: String) {
    self.iteration = iteration
    self.label = label
  }
}
