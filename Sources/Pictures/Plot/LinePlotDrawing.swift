extension LinePlot {
  func draw(on surface: inout some ChartSurface) {
    guard let bounds else {
      surface.text(
        emptyText, x: surface.width / 2, middle: surface.height / 2, anchor: 0.5, .ink)
      return
    }
    let shown = series.indices.filter { !series[$0].isFaint }
    let legendTop = title == nil ? 14.0 : 14 + ChartFrame.line * 1.3
    let marks = marks(in: bounds)
    let bottom = surface.height - 52
    // Lines of text above the frame, which keeps a third of the whole.
    let most = max(1, Int((bottom - surface.height / 3 - legendTop) / ChartFrame.line))
    func frame(labelWidth: Double, textRows: Int) -> ChartFrame {
      ChartFrame(
        left: (labelWidth + 22).rounded(), right: surface.width - 28,
        top: (legendTop + ChartFrame.line * Double(textRows)).rounded(),
        bottom: bottom, x: bounds.x, y: bounds.y)
    }
    let room = max(2, Int(surface.height / (2 * ChartFrame.line)))
    let ticks = verticalTicks(bounds, room: room).ticks
    let labelWidth = ticks.map { surface.width(of: $0.label) }.max() ?? 0
    // Only the width counts for them.
    let labels = frame(labelWidth: labelWidth, textRows: 0)
      .labels(of: marks, most: most / 2, on: surface)
    let legendRows = min(max(1, shown.count), most - labels.rows)
    let final = frame(labelWidth: labelWidth, textRows: legendRows + labels.rows)
    for tick in ticks {
      let y = final.row(tick.value).rounded()
      surface.fill(x: final.left, y: y, width: final.right - final.left, height: 1, .grid)
      surface.text(tick.label, x: final.left - 8, middle: y, anchor: 1, .ink)
    }
    final.drawHorizontalAxis(on: &surface, label: horizontalLabel, hasGrid: true)
    surface.fill(x: final.left, y: final.top, width: 1, height: final.bottom - final.top, .ink)
    final.drawMarks(marks, labels, on: &surface)
    drawCurves(final, on: &surface)
    if let title { surface.text(title, x: final.left, middle: 16, anchor: 0, .ink) }
    drawLegend(shown, rows: legendRows, x: final.left, top: legendTop, on: &surface)
  }

  private func drawCurves(_ frame: ChartFrame, on surface: inout some ChartSurface) {
    let colors = colors
    for index in drawingOrder {
      let one = series[index]
      let color = ChartColor.series(colors[index], isFaint: one.isFaint)
      for points in curve(one, in: frame.x, columns: Int(frame.right - frame.left)) {
        let places = points.map { SIMD2(frame.column($0.x), frame.row($0.y)) }
        surface.stroke(places, width: one.isFaint ? 1 : 1.8, color)
      }
    }
  }

  /// A line for each series, as far as there is room: its colour and name, how it ends and how far it
  /// reached.
  private func drawLegend(
    _ all: [Int], rows: Int, x: Double, top: Double, on surface: inout some ChartSurface
  ) {
    let colors = colors
    let shown = legendEntries(all, rows: rows)
    if rows > shown.count, let more = moreText(all.count - shown.count) {
      let middle = top + Double(shown.count) * ChartFrame.line
      surface.text(more, x: x + 30, middle: middle, anchor: 0, .pale)
    }
    let summaries = shown.map { CurveSummary(of: series[$0]) }
    let nameWidth = shown.map { surface.width(of: series[$0].name) }.max() ?? 0
    var columns: [(word: String, values: [String])] = [
      ("last", summaries.map { $0?.last ?? "" }), ("min", summaries.map { $0?.lowest ?? "" }),
      ("max", summaries.map { $0?.highest ?? "" }),
    ]
    func end(_ column: (word: String, values: [String]), from start: Double) -> Double {
      start + 24 + surface.width(of: column.word) + 8
        + (column.values.map { surface.width(of: $0) }.max() ?? 0)
    }
    // What has no room goes, from the right.
    while !columns.isEmpty,
      columns.reduce(x + 30 + nameWidth, { end($1, from: $0) }) > surface.width - 8
    {
      columns.removeLast()
    }
    for (line, index) in shown.enumerated() {
      let middle = top + Double(line) * ChartFrame.line
      surface.fill(
        x: x, y: middle - 1.5, width: 22, height: 3, .series(colors[index], isFaint: false))
      surface.text(series[index].name, x: x + 30, middle: middle, anchor: 0, .ink)
      guard summaries[line] != nil else { continue }
      var start = x + 30 + nameWidth
      for column in columns {
        let end = end(column, from: start)
        surface.text(column.word, x: start + 24, middle: middle, anchor: 0, .pale)
        surface.text(column.values[line], x: end, middle: middle, anchor: 1, .ink)
        start = end
      }
    }
  }
}
