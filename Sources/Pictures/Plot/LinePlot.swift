import TensorEngine

/// A quantity over the iterations.
public struct PlotSeries: Sendable, Equatable {
  /// What the legend calls it.
  public let name: String
  /// Where each value was taken, ascending.
  public let iterations: [Double]
  /// What is not finite is a gap in the line.
  public let values: [Double]

  /// As many values as iterations; the process stops otherwise.
  public init(name: String, iterations: [Int], values: [Float]) {
    require(
      iterations.count == values.count,
      "PlotSeries: \(values.count) values for \(iterations.count) iterations")
    self.name = name
    self.iterations = iterations.map(Double.init)
    self.values = values.map(Double.init)
  }

  /// One value for each iteration, counted from `first`.
  public init(name: String, values: [Float], first: Int = 1) {
    self.init(
      name: name, iterations: Array(first..<(first + values.count)), values: values)
  }
}

/// One or more series as lines in one frame, for the terminal, SVG or PNG.
public struct LinePlot: Sendable {
  /// What is drawn, each in a colour of its own.
  public let series: [PlotSeries]
  /// What stands above the frame, if anything.
  public let title: String?
  /// What the horizontal axis counts.
  public let horizontalLabel: String

  /// A plot of series, which share both axes.
  public init(series: [PlotSeries], title: String? = nil, horizontalLabel: String = "iteration") {
    self.series = series
    self.title = title
    self.horizontalLabel = horizontalLabel
  }

  /// A point of a line.
  struct Point: Equatable {
    var x: Double
    var y: Double
  }

  /// The range of what can be drawn; nil if no value is finite.
  var bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)? {
    var x: ClosedRange<Double>?
    var y: ClosedRange<Double>?
    for one in series {
      for (iteration, value) in zip(one.iterations, one.values) where value.isFinite {
        x = min(x?.lowerBound ?? iteration, iteration)...max(x?.upperBound ?? iteration, iteration)
        y = min(y?.lowerBound ?? value, value)...max(y?.upperBound ?? value, value)
      }
    }
    guard let x, let y else { return nil }
    return (Self.widened(x), Self.widened(y))
  }

  /// A range that has a length worth dividing by, even around a single value.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let size = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    guard range.upperBound - range.lowerBound <= size * 1e-9 else { return range }
    let margin = size > 0 ? size * 0.05 : 1
    return (range.lowerBound - margin)...(range.upperBound + margin)
  }

  /// The unbroken lines of a series, thinned out to what shows in `columns` columns: of each column
  /// the first, lowest, highest and last point, so that no spike gets lost.
  static func lines(of series: PlotSeries, in range: ClosedRange<Double>, columns: Int) -> [[Point]]
  {
    var lines: [[Point]] = []
    var line: [Point] = []
    var group: [Point] = []
    var groupColumn = -1
    let width = range.upperBound - range.lowerBound
    func endGroup() {
      line += thinned(group)
      group = []
    }
    func endLine() {
      endGroup()
      if !line.isEmpty { lines.append(line) }
      line = []
      groupColumn = -1
    }
    for (x, y) in zip(series.iterations, series.values) {
      guard y.isFinite else {
        endLine()
        continue
      }
      let column = Int((x - range.lowerBound) / width * Double(columns))
      if column != groupColumn { endGroup() }
      groupColumn = column
      group.append(Point(x: x, y: y))
    }
    endLine()
    return lines
  }

  private static func thinned(_ group: [Point]) -> [Point] {
    guard group.count > 4 else { return group }
    let indices = group.indices
    let lowest = indices.min { group[$0].y < group[$1].y } ?? 0
    let highest = indices.max { group[$0].y < group[$1].y } ?? 0
    let kept: Set<Int> = [0, lowest, highest, group.count - 1]
    return kept.sorted().map { group[$0] }
  }

  /// What is said in place of a plot without a finite value.
  var emptyText: String {
    if series.isEmpty { return "nothing to plot" }
    let names = series.map(\.name).joined(separator: ", ")
    return "nothing to plot: \(names) \(series.count == 1 ? "has" : "have") no finite value yet"
  }
}
