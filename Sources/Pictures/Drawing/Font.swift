/// The letters that pictures are labelled with, in one size.
public struct Font: Sendable {
  /// The size of the type, in pixels: about the distance of two lines.
  public let size: Double
  /// How high capitals and digits stand above the baseline, in pixels.
  public let capHeight: Double

  /// The font of this system in one size, in pixels.
  public init(size: Double) {
    self.size = size
    let bitmap = BitmapFont(size: size)
    capHeight = bitmap.capHeight
  }

  /// How wide a text is, in pixels.
  public func width(of text: String) -> Double { BitmapFont(size: size).width(of: text) }

  /// A text as drawn: one line.
  func ink(of text: String) -> Ink { BitmapFont(size: size).ink(of: text) }
}

/// Where a drawn text covers the paper.
struct Ink: Equatable {
  let width: Int
  let height: Int
  /// The column of the point that the text begins at, and the row of its baseline.
  let origin: (column: Int, baseline: Int)
  /// How far the text reaches from its beginning, in pixels.
  let advance: Double
  /// `height * width` bytes: 0 leaves the paper, 255 covers it.
  let coverage: [UInt8]

  static func == (a: Ink, b: Ink) -> Bool {
    a.width == b.width && a.height == b.height && a.origin == b.origin && a.advance == b.advance
      && a.coverage == b.coverage
  }

  /// Each pixel that is covered, with its share, where the text is anchored as in
  /// ``ColorCanvas/draw(_:x:baseline:anchor:font:_:)``.
  func visit(
    x: Double, baseline: Double, anchor: Double,
    _ body: (_ column: Int, _ row: Int, _ share: Double) -> Void
  ) {
    let left = Int((x - advance * anchor).rounded()) - origin.column
    let top = Int(baseline.rounded()) - origin.baseline
    for row in 0..<height {
      for column in 0..<width where coverage[row * width + column] > 0 {
        body(left + column, top + row, Double(coverage[row * width + column]) / 255)
      }
    }
  }
}
