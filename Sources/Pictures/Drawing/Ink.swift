/// Where a drawn text covers the paper.
struct Ink: Equatable {
  let width: Int
  let height: Int
  /// How many columns lie left of the point that the text begins at.
  let left: Int
  /// How many rows lie above the line that the letters stand on.
  let above: Int
  /// How far the text reaches from its beginning, in pixels.
  let advance: Double
  /// `height * width` bytes: 0 leaves the paper, 255 covers it.
  let coverage: [UInt8]

  /// Each pixel that is covered, with its share, where the text is anchored as in
  /// ``ColorCanvas/draw(_:x:baseline:anchor:font:_:)``.
  func visit(
    x: Double, baseline: Double, anchor: Double,
    _ body: (_ column: Int, _ row: Int, _ share: Double) -> Void
  ) {
    let first = Int((x - advance * anchor).rounded()) - left
    let top = Int(baseline.rounded()) - above
    for row in 0..<height {
      for column in 0..<width where coverage[row * width + column] > 0 {
        body(first + column, top + row, Double(coverage[row * width + column]) / 255)
      }
    }
  }
}
