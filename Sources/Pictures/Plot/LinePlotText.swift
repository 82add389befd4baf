extension LinePlot {
  /// The plot as lines of text, each ended by a newline and at most `width` columns wide.
  ///
  /// - Parameters:
  ///   - width: in columns, at least 16.
  ///   - height: in lines, with axes and the first line of the legend, at least 6.
  ///   - usesUnicode: lines of Braille dots; otherwise of seven-bit characters.
  ///   - colors: a colour for each series. Without any, several series are told apart by characters.
  public func text(
    width: Int, height: Int, usesUnicode: Bool, colors: TextColors? = nil
  ) -> String {
    guard let bounds else { return emptyText + "\n" }
    let (width, height) = (max(16, width), max(6, height))
    let hasMarkers = !usesUnicode || (colors == nil && series.count > 1)
    let pen = TextPen(usesUnicode: usesUnicode, colors: colors, hasMarkers: hasMarkers)
    let marks = marks(in: bounds)
    // Below the cells are the axis and its labels, above them at least one line of names.
    let room = max(1, height - 3 - (title == nil ? 0 : 1))
    let most = room / 2
    let above = self.labels(
      of: marks, most: most, in: self.frame(bounds, width: width, rows: room).0
    ).rows
    let rows = max(1, room - above)
    let (frame, ticks) = self.frame(bounds, width: width, rows: rows)
    let labels = self.labels(of: marks, most: most, in: frame)
    let cells = cells(bounds, pen, frame, rows: rows, marks: marks)
    let lines =
      (title.map { [String($0.prefix(width))] } ?? [])
      + legend(pen, width: width, rows: max(4, height / 2))
      + markLines(marks, labels, frame, pen)
      + (0..<rows).map { frame.head(ticks[$0], pen) + pen.text(of: cells[$0]) }
      + [frame.axis(pen), frame.labels(horizontalLabel)]
    return lines.map { $0 + "\n" }.joined()
  }

  /// The frame around so many rows of cells, and the labels of the rows.
  private func frame(
    _ bounds: Bounds, width: Int, rows: Int
  ) -> (TextFrame, labels: [Int: String]) {
    let ticks = verticalTicks(bounds, room: (rows + 1) / 2).ticks
    var labels: [Int: String] = [:]
    for tick in ticks {
      let row = ((1 - bounds.y.share(of: tick.value)) * Double(rows - 1)).rounded()
      labels[Int(row)] = tick.label
    }
    let labelWidth = ticks.map(\.label.count).max() ?? 0
    return (TextFrame(width: width, labelWidth: labelWidth, x: bounds.x), labels)
  }

  private func labels(of marks: [PlotMark], most: Int, in frame: TextFrame) -> MarkLabels {
    MarkLabels(
      columns: marks.map { Double(frame.column(Double($0.iteration))) },
      widths: marks.map { Double($0.label.count) }, gap: 1, limit: Double(frame.columns),
      most: most)
  }

  private func cells(
    _ bounds: Bounds, _ pen: TextPen, _ frame: TextFrame, rows: Int, marks: [PlotMark]
  ) -> [[TextPen.Cell]] {
    var canvas = DotCanvas(
      columns: frame.columns, rows: rows, dotsAcross: pen.hasMarkers ? 1 : 2,
      dotsDown: pen.hasMarkers ? 1 : 4)
    for index in drawingOrder { draw(series[index], index, on: &canvas, bounds) }
    let colors = colors
    let owners = canvas.owners { series[$0].isFaint }
    let lines = Set(marks.map { frame.column(Double($0.iteration)) })
    return (0..<rows).map { row in
      (0..<frame.columns).map { column in
        let cell = row * frame.columns + column
        guard let owner = owners[cell] else { return lines.contains(column) ? .mark : .empty }
        return .curve(
          color: colors[owner], isFaint: series[owner].isFaint, dots: canvas.dots[cell])
      }
    }
  }

  private func draw(
    _ one: PlotSeries, _ index: Int, on canvas: inout DotCanvas, _ bounds: Bounds
  ) {
    let (across, down) = (canvas.columns * canvas.dotsAcross, canvas.rows * canvas.dotsDown)
    let place = { (point: Point) in
      (
        x: Int((bounds.x.share(of: point.x) * Double(across - 1)).rounded()),
        y: Int(((1 - bounds.y.share(of: point.y)) * Double(down - 1)).rounded())
      )
    }
    for line in curve(one, in: bounds.x, columns: across) {
      let dots = line.map(place)
      for (start, end) in zip([dots[0]] + dots, dots) {
        canvas.line(from: start, to: end, of: index)
      }
    }
  }

  private func markLines(
    _ marks: [PlotMark], _ labels: MarkLabels, _ frame: TextFrame, _ pen: TextPen
  ) -> [String] {
    (0..<labels.rows).map { row in
      var line = [Character](repeating: " ", count: frame.columns)
      for (mark, place) in zip(marks, labels.places) {
        guard let own = place.row, own <= row else { continue }
        line[frame.column(Double(mark.iteration))] = Character(pen.mark)
        guard own == row else { continue }
        for (offset, letter) in mark.label.enumerated()
        where Int(place.start) + offset < line.count {
          line[Int(place.start) + offset] = letter
        }
      }
      while line.last == " " { line.removeLast() }
      return String(repeating: " ", count: frame.labelWidth + 1) + pen.pale(String(line))
    }
  }

  /// A line for each series: its name, how it ends and how far it reached, as far as there is room.
  private func legend(_ pen: TextPen, width: Int, rows: Int) -> [String] {
    let colors = colors
    let all = series.indices.filter { !series[$0].isFaint }
    let shown = legendEntries(all, rows: rows)
    let summaries = shown.map { CurveSummary(of: series[$0]) }
    let names = shown.map { String(series[$0].name.prefix(width - 2)) }
    let nameWidth = names.map(\.count).max() ?? 0
    var columns: [(word: String, values: [String], width: Int)] = []
    var room = width - 2 - nameWidth
    for (word, value) in [
      ("last", \CurveSummary.last), ("min", \.lowest), ("max", \.highest),
    ] {
      let values = summaries.map { $0?[keyPath: value] ?? "" }
      let wide = values.map(\.count).max() ?? 0
      room -= 3 + word.count + 1 + wide
      guard room >= 0 else { break }
      columns.append((word, values, wide))
    }
    return shown.indices.map { line -> String in
      var text = pen.sample(of: colors[shown[line]]) + " " + names[line]
      guard summaries[line] != nil, !columns.isEmpty else { return text }
      text += String(repeating: " ", count: nameWidth - names[line].count)
      for (word, values, wide) in columns {
        let padding = String(repeating: " ", count: wide - values[line].count)
        text += "   " + pen.pale(word) + " " + padding + values[line]
      }
      return text
    } + (moreText(all.count - shown.count).map { [pen.pale("  " + $0)] } ?? [])
  }
}
