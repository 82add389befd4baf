/// A chart as a picture on white, each unit of so many pixels.
struct PixelSurface: ChartSurface {
  let width: Double
  let height: Double
  private let scale: Double
  private let font: Font
  private(set) var canvas: ColorCanvas

  /// A picture of some size in pixels, on which text grows with the height.
  init(width: Int, height: Int) {
    scale = max(1, Double(height) / 540)
    self.width = Double(width) / scale
    self.height = Double(height) / scale
    font = Font(size: 14 * scale)
    canvas = ColorCanvas(width: width, height: height)
  }

  func width(of text: String) -> Double { font.width(of: text) / scale }

  mutating func fill(x: Double, y: Double, width: Double, height: Double, _ color: ChartColor) {
    // By their edges, so that what meets in the chart meets in the picture.
    let (left, top) = (Int((x * scale).rounded()), Int((y * scale).rounded()))
    let (right, bottom) = (
      Int(((x + width) * scale).rounded()), Int(((y + height) * scale).rounded())
    )
    canvas.fill(
      x: left, y: top, width: max(1, right - left), height: max(1, bottom - top), color.onWhite)
  }

  mutating func stroke(_ points: [SIMD2<Double>], width: Double, _ color: ChartColor) {
    guard let first = points.first else { return }
    for (start, end) in zip([first] + points, points) {
      canvas.line(
        from: start * scale, to: end * scale, radius: width * scale / 2, color.onWhite)
    }
  }

  mutating func text(
    _ text: String, x: Double, middle: Double, anchor: Double, _ color: ChartColor
  ) {
    canvas.draw(
      text, x: x * scale, baseline: middle * scale + font.capHeight / 2, anchor: anchor,
      font: font, color.onWhite)
  }
}
