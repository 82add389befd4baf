/// Grey images as bytes, one after the other, with a label each.
public struct LabelledImages: Sendable, Equatable {
  /// `count * height * width` bytes: image after image, row by row from the top; 0 is black.
  public let pixels: [UInt8]
  /// The class of each image.
  public let labels: [UInt16]

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
}
