extension LinePlot {
  /// The bytes of a PNG file with the plot.
  ///
  /// - Parameters:
  ///   - width: in pixels, 120 to 16384.
  ///   - height: in pixels, 120 to 16384.
  public func png(width: Int = 960, height: Int = 540) throws(PictureError) -> [UInt8] {
    try Self.checkSize(width: width, height: height)
    var canvas = ColorCanvas(width: width, height: height)
    if let bounds {
      let frame = PlotFrame(
        width: width, height: height, bounds: bounds, lineHeight: 20, characterWidth: 12,
        heads: title == nil ? 1 : 2)
      drawAxes(frame, on: &canvas)
      drawCurves(frame, bounds.x, on: &canvas)
      drawLegend(frame, on: &canvas)
    } else {
      canvas.text(emptyText, x: Double(width) / 2, y: Double(height) / 2, anchor: 0.5, .ink)
    }
    return try PNGFile.encoded(canvas.pixels, width: width, height: height, channels: 3)
  }

  /// Writes a PNG or an SVG file, by the end of the name; PNG for any other.
  public func write(to path: String, width: Int = 960, height: Int = 540) throws(PictureError) {
    let bytes =
      path.lowercased().hasSuffix(".svg")
      ? Array(try svg(width: width, height: height).utf8)
      : try png(width: width, height: height)
    try PNGFile.save([(path, bytes)])
  }

  private func drawAxes(_ frame: PlotFrame, on canvas: inout ColorCanvas) {
    for tick in frame.vertical.ticks {
      let y = frame.y(tick.value).rounded()
      canvas.fill(x: frame.left, y: y, width: frame.right - frame.left, height: 1, .grid)
      canvas.text(tick.label, x: frame.left - 8, y: y - 7, anchor: 1, .ink)
    }
    for tick in frame.horizontal.ticks {
      let x = frame.x(tick.value).rounded()
      canvas.fill(x: x, y: frame.top, width: 1, height: frame.bottom - frame.top, .grid)
      canvas.text(tick.label, x: x, y: frame.bottom + 8, anchor: 0.5, .ink)
    }
    canvas.fill(x: frame.left, y: frame.top, width: 1, height: frame.bottom - frame.top, .ink)
    canvas.fill(x: frame.left, y: frame.bottom, width: frame.right - frame.left, height: 1, .ink)
    canvas.text(horizontalLabel, x: frame.right, y: frame.bottom + 30, anchor: 1, .ink)
  }

  private func drawCurves(
    _ frame: PlotFrame, _ range: ClosedRange<Double>, on canvas: inout ColorCanvas
  ) {
    for (index, one) in series.enumerated() {
      for points in Self.lines(of: one, in: range, columns: Int(frame.right - frame.left)) {
        let places = points.map { SIMD2(frame.x($0.x), frame.y($0.y)) }
        for (start, end) in zip([places[0]] + places, places) {
          canvas.line(from: start, to: end, radius: 0.9, RGB.series(index))
        }
      }
    }
  }

  private func drawLegend(_ frame: PlotFrame, on canvas: inout ColorCanvas) {
    if let title { canvas.text(title, x: frame.left, y: 10, anchor: 0, .ink) }
    let y = frame.top - 26
    var x = frame.left
    for (index, one) in series.enumerated() {
      canvas.fill(x: x, y: y + 6, width: 24, height: 3, RGB.series(index))
      canvas.text(one.name, x: x + 32, y: y, anchor: 0, .ink)
      x += 32 + Double(one.name.count + 2) * 12
    }
  }
}
