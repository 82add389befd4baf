extension GrayImage {
  /// Writes text; what lies outside is left out.
  ///
  /// - Parameters:
  ///   - text: one line.
  ///   - x: where it is anchored, in pixels from the left.
  ///   - baseline: what the letters stand on, in pixels from the top.
  ///   - anchor: which part of the text is at `x`: 0 its start, 0.5 its middle, 1 its end.
  ///   - font: its size is that of the letters.
  ///   - shade: of the letters, from 0, black, to 255.
  public mutating func draw(
    _ text: String, x: Double, baseline: Double, anchor: Double = 0, font: Font, shade: UInt8
  ) {
    font.ink(of: text).visit(x: x, baseline: baseline, anchor: anchor) { column, row, share in
      guard column >= 0, row >= 0, column < width, row < height else { return }
      let old = Double(self[row: row, column: column])
      self[row: row, column: column] = UInt8(old + (Double(shade) - old) * share + 0.5)
    }
  }
}
