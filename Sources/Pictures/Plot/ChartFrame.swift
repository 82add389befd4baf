/// The frame that a chart stands in: where iterations and values go, the axes and their labels.
struct ChartFrame {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>

  /// The distance of two lines of text.
  static let line = 20.0

  func column(_ iteration: Double) -> Double { left + x.share(of: iteration) * (right - left) }
  func row(_ value: Double) -> Double { bottom - y.share(of: value) * (bottom - top) }

  /// The horizontal axis: its labels below, what it counts at their end.
  func drawHorizontalAxis(on surface: inout some ChartSurface, label: String, hasGrid: Bool) {
    let ticks = AxisTicks(
      from: x.lowerBound, to: x.upperBound, count: max(2, Int((right - left) / 130)),
      onlyWhole: true)
    for tick in ticks.ticks {
      let column = self.column(tick.value).rounded()
      if hasGrid {
        surface.fill(x: column, y: top, width: 1, height: bottom - top, .grid)
      } else {
        surface.fill(x: column, y: bottom, width: 1, height: 5, .ink)
      }
      surface.text(tick.label, x: column, middle: bottom + 16, anchor: 0.5, .ink)
    }
    surface.fill(x: left, y: bottom, width: right - left, height: 1, .ink)
    surface.text(label, x: right, middle: bottom + 36, anchor: 1, .pale)
  }

  /// Where the labels of marks go, in so many lines at most.
  func labels(of marks: [PlotMark], most: Int, on surface: some ChartSurface) -> MarkLabels {
    MarkLabels(
      columns: marks.map { column(Double($0.iteration)).rounded() },
      widths: marks.map { surface.width(of: $0.label) }, gap: 5, limit: surface.width - 4,
      most: most)
  }

  /// Vertical lines with their labels above the frame.
  func drawMarks(_ marks: [PlotMark], _ labels: MarkLabels, on surface: inout some ChartSurface) {
    for (mark, place) in zip(marks, labels.places) {
      let column = self.column(Double(mark.iteration)).rounded()
      let middle = place.row.map { top - 12 - Double(labels.rows - 1 - $0) * Self.line }
      // Dashes, so that it is no curve.
      for dash in stride(from: middle.map { $0 - 7 } ?? top, to: bottom, by: 7) {
        surface.fill(x: column, y: dash, width: 1, height: min(4, bottom - dash), .pale)
      }
      guard let middle else { continue }
      surface.text(mark.label, x: place.start, middle: middle, anchor: 0, .pale)
    }
  }
}
