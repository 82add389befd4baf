/// The axes of a chart in lines of text, and their labels.
struct TextFrame {
  /// Of all, in columns.
  let width: Int
  /// Cells inside the frame.
  let columns: Int
  /// Of what stands left of the frame.
  let labelWidth: Int
  /// What the horizontal axis goes over.
  private let x: ClosedRange<Double>
  /// By column, the labels of the horizontal axis.
  private let ticks: [(column: Int, label: String)]

  init(width: Int, labelWidth: Int, x: ClosedRange<Double>) {
    self.width = width
    self.x = x
    self.labelWidth = min(width / 2, labelWidth)
    let columns = max(1, width - self.labelWidth - 1)
    self.columns = columns
    ticks = AxisTicks(
      from: x.lowerBound, to: x.upperBound, count: max(2, columns / 14), onlyWhole: true
    ).ticks.map { (Self.column($0.value, x, columns), $0.label) }
  }

  private static func column(_ value: Double, _ x: ClosedRange<Double>, _ columns: Int) -> Int {
    Int((x.share(of: value) * Double(columns - 1)).rounded())
  }

  /// The cell of an iteration.
  func column(_ iteration: Double) -> Int { Self.column(iteration, x, columns) }

  /// What stands left of the cells: a label or nothing.
  func head(_ label: String?, _ pen: TextPen) -> String {
    let text = String((label ?? "").prefix(labelWidth))
    return String(repeating: " ", count: labelWidth - text.count) + text
      + (label == nil ? pen.side : pen.sideTick)
  }

  /// The line below the cells.
  func axis(_ pen: TextPen) -> String {
    let places = Set(ticks.map(\.column))
    let line = (0..<columns).map { places.contains($0) ? pen.bottomTick : pen.bottom }.joined()
    return String(repeating: " ", count: labelWidth) + pen.corner + line
  }

  /// The labels below their ticks, as far as they fit, and what they count at the end or the beginning.
  func labels(_ name: String) -> String {
    let line = Self.line(
      of: ticks.map { (labelWidth + 1 + $0.column, $0.label) }, width: width)
    let room = width - line.count
    if room > name.count { return line + String(repeating: " ", count: room - name.count) + name }
    return line.prefix { $0 == " " }.count > name.count ? name + line.dropFirst(name.count) : line
  }

  /// Labels around their places, as far as they fit.
  static func line(of places: [(middle: Int, label: String)], width: Int) -> String {
    var line = ""
    for (middle, label) in places {
      let start = max(0, min(middle - label.count / 2, width - label.count))
      guard start >= line.count + (line.isEmpty ? 0 : 1) else { continue }
      line += String(repeating: " ", count: start - line.count) + label
    }
    return line
  }
}
