extension LinePlot {
  /// The unbroken lines of a series, thinned out to what shows in `columns` columns: of each column
  /// the first, lowest, highest and last point, so that no spike gets lost.
  func curve(_ series: PlotSeries, in range: ClosedRange<Double>, columns: Int) -> [[Point]] {
    var lines: [[Point]] = []
    var line: [Point] = []
    var group: [Point] = []
    var groupColumn = -1
    let width = range.upperBound - range.lowerBound
    func endGroup() {
      line += Self.thinned(group)
      group = []
    }
    func endLine() {
      endGroup()
      if !line.isEmpty { lines.append(line) }
      line = []
      groupColumn = -1
    }
    for (x, value) in zip(series.iterations, series.values) {
      guard let y = height(of: value) else {
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
}

/// What the legend tells of a series: as it ends, and how far it reached.
struct CurveSummary: Equatable {
  let last: String
  let lowest: String
  let highest: String

  /// Nil where no value is finite.
  init?(of series: PlotSeries) {
    let finite = series.values.filter(\.isFinite)
    guard let last = finite.last, let low = finite.min(), let high = finite.max() else {
      return nil
    }
    self.last = AxisTicks.label(last)
    lowest = AxisTicks.label(low)
    highest = AxisTicks.label(high)
  }
}
