extension LinePlot {
  /// The plot as an SVG document of its own.
  ///
  /// - Parameters:
  ///   - width: in pixels, 120 to 16384.
  ///   - height: in pixels, 120 to 16384.
  public func svg(width: Int = 960, height: Int = 540) throws(PictureError) -> String {
    try Self.checkSize(width: width, height: height)
    let size = "width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\""
    let font = "font-family=\"ui-monospace, monospace\" font-size=\"14\""
    var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) \(font)>\n"
    svg += "<rect width=\"100%\" height=\"100%\" fill=\"\(RGB.paper.hexadecimal)\"/>\n"
    if let bounds {
      let frame = PlotFrame(
        width: width, height: height, bounds: bounds, lineHeight: 20, characterWidth: 8.5,
        heads: title == nil ? 1 : 2)
      svg += axes(frame) + curves(frame, bounds.x) + legend(frame)
    } else {
      svg += text(emptyText, x: Double(width) / 2, y: Double(height) / 2, anchor: "middle")
    }
    return svg + "</svg>\n"
  }

  static func checkSize(width: Int, height: Int) throws(PictureError) {
    guard (120...PNGFile.largestSide).contains(width), (120...PNGFile.largestSide).contains(height)
    else {
      throw .cannotEncode(
        width: width, height: height,
        reason: "each side of a plot must be from 120 to \(PNGFile.largestSide)")
    }
  }

  private func axes(_ frame: PlotFrame) -> String {
    var svg = ""
    for tick in frame.vertical.ticks {
      let y = frame.y(tick.value)
      svg += line(frame.left, y, frame.right, y, RGB.grid)
      svg += text(tick.label, x: frame.left - 8, y: y + 5, anchor: "end")
    }
    for tick in frame.horizontal.ticks {
      let x = frame.x(tick.value)
      svg += line(x, frame.top, x, frame.bottom, RGB.grid)
      svg += text(tick.label, x: x, y: frame.bottom + 18, anchor: "middle")
    }
    svg += line(frame.left, frame.top, frame.left, frame.bottom, RGB.ink)
    svg += line(frame.left, frame.bottom, frame.right, frame.bottom, RGB.ink)
    return svg + text(horizontalLabel, x: frame.right, y: frame.bottom + 40, anchor: "end")
  }

  private func curves(_ frame: PlotFrame, _ range: ClosedRange<Double>) -> String {
    var svg = ""
    for (index, one) in series.enumerated() {
      let color = RGB.series(index).hexadecimal
      for points in Self.lines(of: one, in: range, columns: Int(frame.right - frame.left)) {
        let places = points.map { (x: frame.x($0.x), y: frame.y($0.y)) }
        if places.count == 1 {
          svg += "<circle cx=\"\(short(places[0].x))\" cy=\"\(short(places[0].y))\" r=\"2\""
          svg += " fill=\"\(color)\"/>\n"
          continue
        }
        let list = places.map { "\(short($0.x)),\(short($0.y))" }.joined(separator: " ")
        svg += "<polyline fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.5\""
        svg += " stroke-linejoin=\"round\" points=\"\(list)\"/>\n"
      }
    }
    return svg
  }

  private func legend(_ frame: PlotFrame) -> String {
    var svg = title.map { text($0, x: frame.left, y: 22, anchor: "start") } ?? ""
    let y = frame.top - 14
    var x = frame.left
    for (index, one) in series.enumerated() {
      let color = RGB.series(index).hexadecimal
      svg += "<rect x=\"\(short(x))\" y=\"\(short(y - 6))\" width=\"20\" height=\"3\""
      svg += " fill=\"\(color)\"/>\n"
      svg += text(one.name, x: x + 26, y: y, anchor: "start")
      x += 26 + Double(one.name.count + 2) * 8.5
    }
    return svg
  }

  private func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: RGB) -> String
  {
    "<path d=\"M\(short(x1)) \(short(y1))L\(short(x2)) \(short(y2))\""
      + " stroke=\"\(color.hexadecimal)\"/>\n"
  }

  private func text(_ text: String, x: Double, y: Double, anchor: String) -> String {
    "<text x=\"\(short(x))\" y=\"\(short(y))\" text-anchor=\"\(anchor)\""
      + " fill=\"\(RGB.ink.hexadecimal)\">\(escaped(text))</text>\n"
  }

  /// A tenth of a pixel is enough.
  private func short(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  /// XML 1.0 has no way to write most control characters.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case _ where scalar.value < 32 || scalar.value == 127: " "
      default: String(scalar)
      }
    }.joined()
  }
}
