/// Grey images as bytes, one after the other, with a label each.
public struct LabelledImages: Sendable, Equatable {
  /// `count * height * width` bytes: image after image, row by row from the top; 0 is black.
  public let pixels: [UInt8]
  /// The class of each image.
  public let labels: [UInt16]

  /// Bytes of images, and as many labels as there are images.
  public init(pixels: [UInt8], labels: [UInt16]) {
    self.pixels = pixels
    self.labels = labels
  }

  /// The number of images.
  public var count: Int { labels.count }

  /// The class of an image.
  public func label(at index: Int) -> Int { Int(labels[index]) }

  /// The indices of all images of a class, ascending.
  public func indices(of label: Int) -> [Int] {
    labels.indices.filter { Int(labels[$0]) == label }
  }

  /// The indices of images whose lightest pixel is next to as dark as the darkest: less than 8 of
  /// 255 apart, which nobody sees.
  ///
  /// - Parameter size: bytes of an image.
  func nearlyConstant(size: Int) -> [Int] {
    pixels.withUnsafeBufferPointer { pixels in
      (0..<count).filter { index in
        var (low, high) = (UInt8.max, UInt8.min)
        for pixel in pixels[index * size..<(index + 1) * size] {
          low = min(low, pixel)
          high = max(high, pixel)
          // Nearly all images show soon that they are none: MNIST's within some hundred pixels.
          if high > low, high - low >= 8 { return false }
        }
        return true
      }
    }
  }
}
