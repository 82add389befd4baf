extension LinePlot {
  /// The plot as lines of text, each ended by a newline and at most `width` columns wide.
  ///
  /// - Parameters:
  ///   - width: in columns, at least 16.
  ///   - height: in lines, with legend and axes, at least 6.
  ///   - usesUnicode: lines of Braille dots; otherwise of seven-bit characters.
  ///   - usesColor: a colour for each series. Without it several series are told apart by
  ///     characters.
  public func text(width: Int, height: Int, usesUnicode: Bool, usesColor: Bool) -> String {
    guard let bounds else { return emptyText + "\n" }
    let layout = TextLayout(
      plot: self, width: max(16, width), height: max(6, height), bounds: bounds)
    let hasMarkers = !usesUnicode || (!usesColor && series.count > 1)
    var canvas = DotCanvas(
      columns: layout.columns, rows: layout.rows, dotsAcross: hasMarkers ? 1 : 2,
      dotsDown: hasMarkers ? 1 : 4)
    for (index, one) in series.enumerated() {
      draw(one, index, on: &canvas, bounds)
    }
    let pen = TextPen(usesUnicode: usesUnicode, usesColor: usesColor, hasMarkers: hasMarkers)
    var lines = legend(pen, width: layout.width)
    for row in 0..<layout.rows {
      lines.append(layout.head(of: row, pen) + pen.cells(of: canvas, row: row))
    }
    lines.append(layout.axis(pen))
    lines.append(layout.labels(horizontalLabel))
    return lines.map { $0 + "\n" }.joined()
  }

  private func draw(
    _ one: PlotSeries, _ index: Int, on canvas: inout DotCanvas,
    _ bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  ) {
    let (across, down) = (canvas.columns * canvas.dotsAcross, canvas.rows * canvas.dotsDown)
    let place = { (point: Point) in
      (
        x: Int((bounds.x.share(of: point.x) * Double(across - 1)).rounded()),
        y: Int(((1 - bounds.y.share(of: point.y)) * Double(down - 1)).rounded())
      )
    }
    for line in Self.lines(of: one, in: bounds.x, columns: across) {
      let dots = line.map(place)
      for (start, end) in zip([dots[0]] + dots, dots) {
        canvas.line(from: start, to: end, owner: index)
      }
    }
  }

  /// The title, then the names, as many to a line as fit.
  private func legend(_ pen: TextPen, width: Int) -> [String] {
    var lines = title.map { [String($0.prefix(width))] } ?? []
    var line = ""
    var length = 0
    for (index, one) in series.enumerated() {
      let name = String(one.name.prefix(width - 2))
      let gap = length == 0 ? 0 : 3
      if length + gap + 2 + name.count > width {
        lines.append(line)
        (line, length) = ("", 0)
      }
      let isFirst = length == 0
      line += (isFirst ? "" : "   ") + pen.sample(of: index) + " " + name
      length += (isFirst ? 0 : 3) + 2 + name.count
    }
    return lines + [line]
  }
}

extension ClosedRange<Double> {
  /// Where a value lies between the ends, 0 to 1.
  func share(of value: Double) -> Double {
    // Halves, because the difference of two large numbers may not be finite.
    (value / 2 - lowerBound / 2) / (upperBound / 2 - lowerBound / 2)
  }
}
