import TensorEngine

/// A picture in colour that is drawn on.
public struct ColorCanvas: Sendable, Equatable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// `height * width * 3` bytes: red, green, blue; rows from the top.
  public private(set) var pixels: [UInt8]

  /// A canvas of one colour.
  public init(width: Int, height: Int, filledWith color: RGB = RGB(0xFFFFFF)) {
    require(width >= 0 && height >= 0, "ColorCanvas: \(width)x\(height)")
    self.width = width
    self.height = height
    pixels = []
    pixels.reserveCapacity(width * height * 3)
    for _ in 0..<width * height { pixels += [color.red, color.green, color.blue] }
  }

  /// The colour of a pixel; rows count from the top.
  public subscript(row row: Int, column column: Int) -> RGB {
    let index = (row * width + column) * 3
    return RGB(red: pixels[index], green: pixels[index + 1], blue: pixels[index + 2])
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

  /// Fills a rectangle; what lies outside is left out.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, _ color: RGB) {
    for row in max(0, y)..<max(0, y, min(self.height, y + height)) {
      for column in max(0, x)..<max(0, x, min(self.width, x + width)) {
        let index = (row * self.width + column) * 3
        (pixels[index], pixels[index + 1], pixels[index + 2]) = (color.red, color.green, color.blue)
      }
    }
  }

  /// A straight stroke with round ends and soft edges; what lies outside is left out.
  mutating func line(
    from start: SIMD2<Double>, to end: SIMD2<Double>, radius: Double, _ color: RGB
  ) {
    let along = end - start
    let squaredLength = max((along * along).sum(), 1e-9)
    let reach = radius + 0.5
    let low = pointwiseMin(start, end) - reach
    let high = pointwiseMax(start, end) + reach
    // Clamped while they are numbers of any size: not each of those is a whole one, or finite.
    guard let columns = Self.covered(from: low.x, to: high.x, of: width),
      let rows = Self.covered(from: low.y, to: high.y, of: height)
    else { return }
    for y in rows {
      for x in columns {
        let pixel = SIMD2(Double(x) + 0.5, Double(y) + 0.5) - start
        let share = min(1, max(0, (pixel * along).sum() / squaredLength))
        let offset = pixel - share * along
        let distance = (offset * offset).sum().squareRoot()
        if distance < reach { blend(x, y, color, share: min(1, reach - distance)) }
      }
    }
  }

  /// The pixels between two places, of so many; nil where there are none.
  private static func covered(from low: Double, to high: Double, of count: Int) -> Range<Int>? {
    guard low < Double(count), high >= 0 else { return nil }
    return Int(max(0, low))..<Int(min(Double(count - 1), high)) + 1
  }

  /// Writes text; what lies outside is left out.
  ///
  /// - Parameters:
  ///   - text: one line.
  ///   - x: where it is anchored, in pixels from the left.
  ///   - baseline: what the letters stand on, in pixels from the top.
  ///   - anchor: which part of the text is at `x`: 0 its start, 0.5 its middle, 1 its end.
  ///   - font: its size is that of the letters.
  ///   - color: of the letters.
  public mutating func draw(
    _ text: String, x: Double, baseline: Double, anchor: Double = 0, font: Font, _ color: RGB
  ) {
    let ink = font.ink(of: text)
    ink.visit(x: x, baseline: baseline, anchor: anchor) { column, row, share in
      blend(column, row, color, share: share)
    }
  }
}
