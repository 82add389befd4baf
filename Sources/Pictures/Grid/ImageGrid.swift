import TensorEngine

/// Images in rows and columns, with black gaps between them.
///
/// The images fill the grid row by row, so that with `n` classes and `n` columns the labels
/// `0, 1, … n-1, 0, 1, …` put each class in a column of its own. Places without an image stay
/// black.
public struct ImageGrid: Sendable {
  /// How many images are below each other.
  public let rows: Int
  /// How many images are beside each other.
  public let columns: Int
  /// Pixels between neighbouring images; there is none around the grid.
  public let gap: Int

  /// A grid of at least one row and column; the process stops otherwise.
  public init(rows: Int = 10, columns: Int = 10, gap: Int = 2) {
    require(
      rows > 0 && columns > 0 && gap >= 0, "ImageGrid: \(rows) rows, \(columns) columns, gap \(gap)"
    )
    self.rows = rows
    self.columns = columns
    self.gap = gap
  }

  /// - Parameter images: `[n, height, width, 1]` in [-1, 1]; more than `rows * columns` are left
  ///   out.
  public func image(of images: Tensor) -> GrayImage {
    require(
      images.shape.rank == 4 && images.shape[3] == 1,
      "ImageGrid: images of shape \(images.shape) are not [n, height, width, 1]")
    let (height, width) = (images.shape[1], images.shape[2])
    var picture = GrayImage(
      width: columns * width + (columns - 1) * gap, height: rows * height + (rows - 1) * gap)
    for (index, image) in GrayImage.images(of: images).prefix(rows * columns).enumerated() {
      picture.put(
        image, row: index / columns * (height + gap), column: index % columns * (width + gap))
    }
    return picture
  }
}

/// Numbers in [-1, 1] and bytes.
public enum PixelScale {
  /// `round((x * 0.5 + 0.5) * 255)`, clamped; 0 for NaN.
  public static func byte(_ value: Float) -> UInt8 {
    let scaled = (value * 0.5 + 0.5) * 255
    // Written so that NaN, which no comparison accepts, takes the first way out.
    guard scaled > 0 else { return 0 }
    guard scaled < 255 else { return 255 }
    // Exact rounding without the library call that `rounded()` is on baseline x86-64.
    let whole = UInt8(scaled)
    return scaled - Float(whole) < 0.5 ? whole : whole + 1
  }
}

extension GrayImage {
  /// The images of a tensor `[n, height, width, 1]` in [-1, 1], one by one.
  public static func images(of tensor: Tensor) -> [GrayImage] {
    require(
      tensor.shape.rank == 4 && tensor.shape[3] == 1,
      "GrayImage: images of shape \(tensor.shape) are not [n, height, width, 1]")
    let (height, width) = (tensor.shape[1], tensor.shape[2])
    return tensor.withUnsafeBuffer { values in
      (0..<tensor.shape[0]).map { index in
        let size = height * width
        let pixels = (0..<size).map { PixelScale.byte(values[index * size + $0]) }
        return GrayImage(width: width, height: height, pixels: pixels)
      }
    }
  }
}
