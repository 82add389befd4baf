import Platform

/// Quantities over the iterations as rows of colours: one row for each, such as the layers of a
/// network.
public struct HeatMap: Sendable, Equatable {
  /// From the top.
  public let rows: [PlotSeries]
  /// What stands above, if anything: what the colours are.
  public let title: String?
  /// What the horizontal axis counts.
  public let horizontalLabel: String
  /// Whether colours are even along powers of ten; values up to 0 are gaps then.
  public let isLogarithmic: Bool

  /// Rows of values, each with the iterations that it has values at.
  public init(
    rows: [PlotSeries], title: String? = nil, horizontalLabel: String = "iteration",
    isLogarithmic: Bool = true
  ) {
    self.rows = rows
    self.title = title
    self.horizontalLabel = horizontalLabel
    self.isLogarithmic = isLogarithmic
  }

  /// The height of a value on the scale of the colours; nil for a gap.
  private func height(of value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if !isLogarithmic { return value }
    return value > 0 ? log10(value) : nil
  }

  /// What can be drawn: the iterations, and the heights of the values. Nil if there is nothing.
  var bounds: LinePlot.Bounds? {
    let iterations = rows.flatMap(\.iterations)
    let heights = rows.flatMap { $0.values.compactMap { height(of: $0) } }
    guard let first = iterations.min(), let last = iterations.max(), let low = heights.min(),
      let high = heights.max()
    else { return nil }
    return LinePlot.Bounds(x: (first...last).widened, y: (low...high).widened)
  }

  /// The labels of the colours at their heights.
  func scale(_ bounds: LinePlot.Bounds, room: Int) -> AxisTicks {
    isLogarithmic
      ? AxisTicks(ofPowersFrom: bounds.y.lowerBound, to: bounds.y.upperBound, atMost: room)
      : AxisTicks(from: bounds.y.lowerBound, to: bounds.y.upperBound, atMost: room)
  }

  /// A row in `columns` equal parts: for each the mean height of the values in it, or that of the
  /// value that is nearest where there is none in it; as a share of the whole scale. Nil for a gap.
  func shares(of row: PlotSeries, columns: Int, _ bounds: LinePlot.Bounds) -> [Double?] {
    var sums = [Double](repeating: 0, count: columns)
    var counts = [Int](repeating: 0, count: columns)
    var isTaken = [Bool](repeating: false, count: columns)
    for (iteration, value) in zip(row.iterations, row.values) {
      let column = min(columns - 1, Int(bounds.x.share(of: iteration) * Double(columns)))
      isTaken[column] = true
      guard let height = height(of: value) else { continue }
      sums[column] += bounds.y.share(of: height)
      counts[column] += 1
    }
    guard isTaken.contains(true) else { return [Double?](repeating: nil, count: columns) }
    let taken = isTaken.indices.filter { isTaken[$0] }
    var next = 0
    return (0..<columns).map { column in
      // Between two values the middle is where the colour changes.
      while next + 1 < taken.count,
        abs(taken[next + 1] - column) <= abs(taken[next] - column)
      {
        next += 1
      }
      let source = taken[next]
      return counts[source] > 0 ? sums[source] / Double(counts[source]) : nil
    }
  }

  /// What is said in place of a map without a value that can be drawn.
  var emptyText: String {
    if rows.isEmpty { return "nothing to plot" }
    let what = isLogarithmic ? "value above 0" : "finite value"
    return "nothing to plot: \(rows.map(\.name).joined(separator: ", ")) "
      + "\(rows.count == 1 ? "has" : "have") no \(what) yet"
  }
}
