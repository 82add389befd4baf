extension HeatMap {
  func draw(on surface: inout some ChartSurface) {
    guard let bounds else {
      surface.text(
        emptyText, x: surface.width / 2, middle: surface.height / 2, anchor: 0.5, .ink)
      return
    }
    let names = rows.map { surface.width(of: $0.name) }.max() ?? 0
    let ticks = scale(bounds, room: max(2, Int(surface.height / 60))).ticks
    let scaleWidth = ticks.map { surface.width(of: $0.label) }.max() ?? 0
    let left = min(surface.width / 2, names + 22).rounded()
    let frame = ChartFrame(
      left: left, right: max(left + 20, surface.width - scaleWidth - 74),
      top: title == nil ? 16 : 40, bottom: surface.height - 52, x: bounds.x, y: bounds.y)
    let height = (frame.bottom - frame.top) / Double(rows.count)
    for (index, row) in rows.enumerated() {
      let top = frame.top + Double(index) * height
      surface.text(row.name, x: frame.left - 10, middle: top + height / 2, anchor: 1, .ink)
      drawRow(row, top: top, height: height, frame, bounds, on: &surface)
    }
    frame.drawHorizontalAxis(on: &surface, label: horizontalLabel, hasGrid: false)
    if let title { surface.text(title, x: frame.left, middle: 20, anchor: 0, .ink) }
    drawScale(ticks, x: frame.right + 24, frame, on: &surface)
  }

  /// Parts of one colour as one rectangle.
  private func drawRow(
    _ row: PlotSeries, top: Double, height: Double, _ frame: ChartFrame, _ bounds: LinePlot.Bounds,
    on surface: inout some ChartSurface
  ) {
    let columns = max(1, Int(frame.right - frame.left))
    let width = (frame.right - frame.left) / Double(columns)
    let shares = shares(of: row, columns: columns, bounds)
    // A pixel of paper between rows, where they are high enough.
    let gap = height > 8 ? 1.0 : 0
    var start = 0
    while start < columns {
      let end = shares[start...].firstIndex { $0 != shares[start] } ?? columns
      if let share = shares[start] {
        surface.fill(
          x: frame.left + Double(start) * width, y: top, width: Double(end - start) * width,
          height: height - gap, .heat(share))
      }
      start = end
    }
  }

  /// The bar that says which number a colour is.
  private func drawScale(
    _ ticks: [AxisTicks.Tick], x: Double, _ frame: ChartFrame, on surface: inout some ChartSurface
  ) {
    let steps = 64
    let height = (frame.bottom - frame.top) / Double(steps)
    for step in 0..<steps {
      surface.fill(
        x: x, y: frame.bottom - Double(step + 1) * height, width: 16, height: height,
        .heat((Double(step) + 0.5) / Double(steps)))
    }
    for tick in ticks {
      let y = frame.row(tick.value)
      surface.fill(x: x + 16, y: y.rounded(), width: 4, height: 1, .ink)
      surface.text(tick.label, x: x + 25, middle: y, anchor: 0, .ink)
    }
  }
}
