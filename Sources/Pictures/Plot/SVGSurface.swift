/// A chart as an SVG document: text stays text, and a dark page has colours of its own.
struct SVGSurface: ChartSurface {
  let width: Double
  let height: Double
  private var body = ""
  /// The colours that are used, by the names of their classes, with what they are on a dark page.
  private var darkColors: [String: RGB] = [:]

  init(width: Int, height: Int) {
    self.width = Double(width)
    self.height = Double(height)
  }

  var document: String {
    let size =
      "width=\"\(short(width))\" height=\"\(short(height))\""
      + " viewBox=\"0 0 \(short(width)) \(short(height))\""
    let font = "font-family=\"system-ui, sans-serif\" font-size=\"14\""
    let dark = darkColors.sorted { $0.key < $1.key }.map { name, color in
      let hex = color.hexadecimal
      // By element and class: readers that do not know media queries then find nothing of their own.
      return "rect.\(name),circle.\(name),text.\(name){fill:\(hex)}"
        + "polyline.\(name){stroke:\(hex)}"
    }.joined()
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) \(font)>\n"
      + "<style>@media (prefers-color-scheme:dark){"
      + "rect.page{fill:\(ChartColor.darkPage.hexadecimal)}\(dark)}</style>\n"
      + "<rect class=\"page\" width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
      + body + "</svg>\n"
  }

  /// Whichever font it is: digits take up to 0.64 of its size.
  func width(of text: String) -> Double { Double(text.count) * 9 }

  mutating func fill(x: Double, y: Double, width: Double, height: Double, _ color: ChartColor) {
    body += "<rect x=\"\(short(x))\" y=\"\(short(y))\" width=\"\(short(width))\""
    body += " height=\"\(short(height))\"\(paint("fill", color))/>\n"
  }

  mutating func stroke(_ points: [SIMD2<Double>], width: Double, _ color: ChartColor) {
    guard points.count > 1 else {
      guard let point = points.first else { return }
      body += "<circle cx=\"\(short(point.x))\" cy=\"\(short(point.y))\" r=\"\(short(width))\""
      body += "\(paint("fill", color))/>\n"
      return
    }
    let list = points.map { "\(short($0.x)),\(short($0.y))" }.joined(separator: " ")
    body += "<polyline fill=\"none\"\(paint("stroke", color)) stroke-width=\"\(short(width))\""
    body += " stroke-linejoin=\"round\" points=\"\(list)\"/>\n"
  }

  mutating func text(
    _ text: String, x: Double, middle: Double, anchor: Double, _ color: ChartColor
  ) {
    let word = anchor == 0 ? "start" : anchor == 1 ? "end" : "middle"
    body += "<text x=\"\(short(x))\" y=\"\(short(middle + 5))\" text-anchor=\"\(word)\""
    body += "\(paint("fill", color))>\(escaped(text))</text>\n"
  }

  /// The attribute for a white page, and the class by which a dark one changes it: style sheets
  /// come before attributes.
  private mutating func paint(_ attribute: String, _ color: ChartColor) -> String {
    let plain = " \(attribute)=\"\(color.onWhite.hexadecimal)\""
    guard let dark = color.onDark else { return plain }
    let name =
      switch color {
      case .series(let index, let isFaint):
        "\(isFaint ? "faint" : "series")\(index % ChartColor.curveColors)"
      default: "\(color)"
      }
    darkColors[name] = dark
    return " class=\"\(name)\"" + plain
  }

  /// A tenth of a pixel is enough.
  private func short(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  /// XML 1.0 has no way to write most control characters, and two others.
  private func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case _ where scalar.value < 32 || scalar.value == 127: " "
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: String(scalar)
      }
    }.joined()
  }
}
