import TensorEngine

/// An 8-bit grey picture: rows from the top, 0 black, 255 white.
public struct GrayImage: Equatable, Sendable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int
  /// `height * width` bytes, row by row.
  public private(set) var pixels: [UInt8]

  /// A picture of given pixels.
  ///
  /// - Parameters:
  ///   - width: in pixels.
  ///   - height: in pixels.
  ///   - pixels: `height * width` bytes, row by row; the process stops where there are others.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    require(
      width >= 0 && height >= 0 && pixels.count == width * height,
      "GrayImage: \(pixels.count) pixels do not fill \(width)x\(height)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A picture of one colour.
  public init(width: Int, height: Int, filledWith value: UInt8 = 0) {
    self.init(
      width: width, height: height, pixels: [UInt8](repeating: value, count: width * height))
  }

  /// A pixel, from 0, black, to 255; rows count from the top.
  public subscript(row row: Int, column column: Int) -> UInt8 {
    get { pixels[row * width + column] }
    set { pixels[row * width + column] = newValue }
  }
}
