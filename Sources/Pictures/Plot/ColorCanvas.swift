/// A picture in colour that is drawn on.
struct ColorCanvas {
  let width: Int
  let height: Int
  /// `height * width * 3` bytes: red, green, blue.
  private(set) var pixels: [UInt8]

  /// A canvas of white paper.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 255, count: width * height * 3)
  }

  /// Lays a colour over a pixel; `share` 1 covers it, 0 leaves it.
  private mutating func blend(_ x: Int, _ y: Int, _ color: RGB, share: Double) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let index = (y * width + x) * 3
    for (channel, value) in [color.red, color.green, color.blue].enumerated() {
      let old = Double(pixels[index + channel])
      pixels[index + channel] = UInt8(old + (Double(value) - old) * share + 0.5)
    }
  }

  mutating func fill(x: Double, y: Double, width: Double, height: Double, _ color: RGB) {
    for row in Int(y)..<max(Int(y), Int(y + height)) {
      for column in Int(x)..<max(Int(x), Int(x + width)) {
        blend(column, row, color, share: 1)
      }
    }
  }

  /// A straight stroke with round ends and soft edges.
  mutating func line(
    from start: SIMD2<Double>, to end: SIMD2<Double>, radius: Double, _ color: RGB
  ) {
    let along = end - start
    let squaredLength = max((along * along).sum(), 1e-9)
    let reach = radius + 0.5
    let low = pointwiseMin(start, end) - reach
    let high = pointwiseMax(start, end) + reach
    let columns = max(0, Int(low.x))...max(0, min(width - 1, Int(high.x)))
    for y in max(0, Int(low.y))...max(0, min(height - 1, Int(high.y))) {
      for x in columns {
        let pixel = SIMD2(Double(x) + 0.5, Double(y) + 0.5) - start
        let share = min(1, max(0, (pixel * along).sum() / squaredLength))
        let offset = pixel - share * along
        let distance = (offset * offset).sum().squareRoot()
        if distance < reach { blend(x, y, color, share: min(1, reach - distance)) }
      }
    }
  }

  /// Text of 12 by 14 pixels a character.
  ///
  /// - Parameters:
  ///   - y: the upper edge.
  ///   - anchor: which part of the text is at `x`: 0 its start, 0.5 its middle, 1 its end.
  mutating func text(_ text: String, x: Double, y: Double, anchor: Double, _ color: RGB) {
    var left = Int(x - Double(text.count * 12 - 2) * anchor)
    let top = Int(y)
    for character in text {
      for (row, bits) in BitmapFont.rows(of: character).enumerated() {
        for column in 0..<5 where bits >> (4 - column) & 1 == 1 {
          fill(
            x: Double(left + 2 * column), y: Double(top + 2 * row), width: 2, height: 2, color)
        }
      }
      left += 12
    }
  }
}
