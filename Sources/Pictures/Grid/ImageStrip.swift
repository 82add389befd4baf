extension GrayImage {
  /// The picture with a black strip above or below it, in which a line is written in white; what does
  /// not fit is left out.
  ///
  /// - Parameters:
  ///   - text: one line.
  ///   - font: of the line.
  ///   - above: the height of the strip above, in pixels; 0 for none.
  ///   - below: the height of the strip below, in pixels; the text is in one of them.
  public func withText(_ text: String, font: Font, above: Int = 0, below: Int = 0) -> GrayImage {
    func black(_ rows: Int) -> [UInt8] { [UInt8](repeating: 0, count: width * rows) }
    var image = GrayImage(
      width: width, height: above + height + below, pixels: black(above) + pixels + black(below))
    let middle = above > 0 ? Double(above) / 2 : Double(height) + Double(below) / 2
    image.draw(text, x: 4, baseline: middle + font.capHeight / 2, font: font, shade: 255)
    return image
  }

  /// Pictures beside each other from left to right, their tops aligned, with black between them.
  public static func beside(_ images: [GrayImage], gap: Int) -> GrayImage {
    let width = images.reduce(0) { $0 + $1.width } + gap * max(0, images.count - 1)
    var result = GrayImage(width: width, height: images.map(\.height).max() ?? 0)
    var left = 0
    for image in images {
      for row in 0..<image.height {
        for column in 0..<image.width {
          result[row: row, column: left + column] = image[row: row, column: column]
        }
      }
      left += image.width + gap
    }
    return result
  }
}
