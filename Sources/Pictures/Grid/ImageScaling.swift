import TensorEngine

extension GrayImage {
  /// The picture in another size: each new pixel is the mean of the area that it covers.
  public func scaled(toWidth newWidth: Int, height newHeight: Int) -> GrayImage {
    if newWidth == width && newHeight == height { return self }
    guard newWidth > 0, newHeight > 0, width > 0, height > 0 else {
      return GrayImage(width: max(0, newWidth), height: max(0, newHeight))
    }
    let columns = Self.shares(of: width, in: newWidth)
    let rows = Self.shares(of: height, in: newHeight)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(newWidth * newHeight)
    for row in rows {
      for column in columns {
        var sum: Float = 0
        for (y, rowShare) in row {
          for (x, columnShare) in column {
            sum += Float(self[row: y, column: x]) * rowShare * columnShare
          }
        }
        pixels.append(UInt8(min(255, sum + 0.5)))
      }
    }
    return GrayImage(width: newWidth, height: newHeight, pixels: pixels)
  }

  /// Which old pixels make up each new one along one side, and to what share.
  private static func shares(of old: Int, in new: Int) -> [[(index: Int, share: Float)]] {
    (0..<new).map { position in
      // In units of 1/new of an old pixel, so that all borders are whole numbers.
      let start = position * old
      let end = start + old
      return (start / new...(end - 1) / new).map { index in
        let overlap = min(end, (index + 1) * new) - max(start, index * new)
        return (index, Float(overlap) / Float(old))
      }
    }
  }

  /// Each pixel as a square of `factor * factor` pixels.
  public func enlarged(by factor: Int) -> GrayImage {
    require(factor > 0, "GrayImage.enlarged: factor \(factor)")
    if factor == 1 { return self }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(self.pixels.count * factor * factor)
    for row in 0..<(height * factor) {
      for column in 0..<(width * factor) {
        pixels.append(self[row: row / factor, column: column / factor])
      }
    }
    return GrayImage(width: width * factor, height: height * factor, pixels: pixels)
  }
}
