/// Where the parts of a plot go in lines of text.
struct TextLayout {
  let width: Int
  /// Cells inside the frame.
  let columns: Int
  let rows: Int
  private let labelWidth: Int
  /// By row, the label of the vertical axis.
  private var verticalLabels: [Int: String] = [:]
  /// By column, the label of the horizontal axis.
  private var horizontalLabels: [(column: Int, label: String)] = []

  init(
    plot: LinePlot, width: Int, height: Int,
    bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)
  ) {
    self.width = width
    // Below the cells are the axis and its labels, above them at least one line of names.
    rows = max(1, height - 3 - (plot.title == nil ? 0 : 1))
    let vertical = AxisTicks(
      from: bounds.y.lowerBound, to: bounds.y.upperBound, count: max(2, rows / 4))
    labelWidth = min(width / 2, vertical.ticks.map(\.label.count).max() ?? 0)
    columns = max(1, width - labelWidth - 1)
    for tick in vertical.ticks {
      let row = ((1 - bounds.y.share(of: tick.value)) * Double(rows - 1)).rounded()
      verticalLabels[Int(row)] = tick.label
    }
    let horizontal = AxisTicks(
      from: bounds.x.lowerBound, to: bounds.x.upperBound, count: max(2, columns / 14),
      onlyWhole: true)
    for tick in horizontal.ticks {
      let column = (bounds.x.share(of: tick.value) * Double(columns - 1)).rounded()
      horizontalLabels.append((Int(column), tick.label))
    }
  }

  /// What stands left of a row of cells.
  func head(of row: Int, _ pen: TextPen) -> String {
    let label = String((verticalLabels[row] ?? "").prefix(labelWidth))
    let edge = verticalLabels[row] == nil ? pen.side : pen.sideTick
    return String(repeating: " ", count: labelWidth - label.count) + label + edge
  }

  /// The line below the cells.
  func axis(_ pen: TextPen) -> String {
    let ticks = Set(horizontalLabels.map(\.column))
    let line = (0..<columns).map { ticks.contains($0) ? pen.bottomTick : pen.bottom }.joined()
    return String(repeating: " ", count: labelWidth) + pen.corner + line
  }

  /// The labels below their ticks, as far as they fit, and what they count at the end.
  func labels(_ name: String) -> String {
    var line = ""
    for (column, label) in horizontalLabels {
      let start = max(0, min(labelWidth + 1 + column - label.count / 2, width - label.count))
      guard start >= line.count + (line.isEmpty ? 0 : 1) else { continue }
      line += String(repeating: " ", count: start - line.count) + label
    }
    let room = width - line.count
    if room >= name.count + 1 {
      line += String(repeating: " ", count: room - name.count) + name
    }
    return line
  }
}

/// The characters and colours that a plot in text is drawn with.
struct TextPen {
  let usesUnicode: Bool
  let usesColor: Bool
  /// Whether a series is drawn with a character of its own instead of Braille dots.
  let hasMarkers: Bool

  var side: String { usesUnicode ? "│" : "|" }
  var sideTick: String { usesUnicode ? "┤" : "+" }
  var corner: String { usesUnicode ? "└" : "+" }
  var bottom: String { usesUnicode ? "─" : "-" }
  var bottomTick: String { usesUnicode ? "┬" : "+" }

  private static let markers = Array("*+ox#%@&")
  /// Cyan, yellow, magenta, green, blue, red: readable on dark and light backgrounds.
  private static let colors = [36, 33, 35, 32, 34, 31]

  private func marker(of series: Int) -> String {
    String(Self.markers[series % Self.markers.count])
  }

  private func color(of series: Int) -> String {
    "\u{1B}[\(Self.colors[series % Self.colors.count])m"
  }

  /// What stands before the name of a series.
  func sample(of series: Int) -> String {
    let sample = hasMarkers ? marker(of: series) : "━"
    return usesColor ? color(of: series) + sample + "\u{1B}[0m" : sample
  }

  /// A row of cells, without spaces at its end.
  func cells(of canvas: DotCanvas, row: Int) -> String {
    let cells = (row * canvas.columns)..<((row + 1) * canvas.columns)
    guard let last = cells.last(where: { canvas.dots[$0] != 0 }) else { return "" }
    var text = ""
    var current: Int?
    for cell in cells.lowerBound...last {
      guard canvas.dots[cell] != 0 else {
        text += " "
        continue
      }
      let owner = canvas.owners[cell]
      if usesColor && owner != current {
        text += color(of: owner)
        current = owner
      }
      text += hasMarkers ? marker(of: owner) : String(DotCanvas.braille(canvas.dots[cell]))
    }
    return current == nil ? text : text + "\u{1B}[0m"
  }
}
