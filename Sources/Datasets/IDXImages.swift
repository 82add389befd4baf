import TensorEngine

/// Grey images of an IDX file, whatever axes and numbers the file has for them.
///
/// Axes: `[n, height, width]`, with an axis of one channel in either place, or `[n, side * side]`.
/// Numbers: whole ones from 0 to 255; floats of that range, from 0 to 1, or from -1 to 1.
public struct IDXImages: Sendable {
  /// The number of images.
  public let count: Int
  /// The height of each, in pixels.
  public let height: Int
  /// The width of each, in pixels.
  public let width: Int
  /// `count * height * width` bytes, 0 is black.
  public private(set) var pixels: [UInt8]
  /// Set where numbers were scaled to become bytes.
  let scaling: DatasetNote?

  /// Reads a file, plain or compressed by gzip.
  public init(path: String) throws(DatasetError) {
    let file = try IDXFile(path: path) { header throws(DatasetError) in
      guard Self.size(of: header.extents) != nil else {
        throw .idxNotImages(path: path, extents: header.extents)
      }
    }
    let extents = file.header.extents
    guard let size = Self.size(of: extents) else {
      throw .idxNotImages(path: path, extents: extents)
    }
    count = extents[0]
    (height, width) = size
    (pixels, scaling) = try Self.pixels(of: file, path: path)
  }

  /// Height and width by the extents; nil where they are not those of grey images.
  private static func size(of extents: [Int]) -> (Int, Int)? {
    switch extents.count {
    case 2:
      let side = Int(Double(extents[1]).squareRoot())
      return side * side == extents[1] ? (side, side) : nil
    case 3: return (extents[1], extents[2])
    case 4 where extents[3] == 1: return (extents[1], extents[2])
    case 4 where extents[1] == 1: return (extents[2], extents[3])
    default: return nil
    }
  }

  private static func pixels(
    of file: IDXFile, path: String
  ) throws(DatasetError) -> ([UInt8], DatasetNote?) {
    guard file.header.type != .unsignedByte else { return (file.bytes, nil) }
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    var isFinite = true
    file.visitElements {
      lowest = min(lowest, $0)
      highest = max(highest, $0)
      // Of NaN, `min` and `max` keep no trace.
      if !$0.isFinite { isFinite = false }
    }
    guard isFinite else { throw .idxNotPixels(path: path, lowest: -.infinity, highest: .infinity) }
    guard lowest <= highest else { return ([], nil) }
    let scales: [(black: Double, white: Double)] =
      file.header.type.isFloat ? [(0, 1), (-1, 1), (0, 255)] : [(0, 255)]
    guard let scale = scales.first(where: { lowest >= $0.black && highest <= $0.white }) else {
      throw .idxNotPixels(path: path, lowest: lowest, highest: highest)
    }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(file.bytes.count / file.header.type.size)
    file.visitElements {
      pixels.append(UInt8((($0 - scale.black) / (scale.white - scale.black) * 255).rounded()))
    }
    return (
      pixels, scale.white == 255 ? nil : .scaled(path: path, black: scale.black, white: scale.white)
    )
  }

  /// Swaps rows and columns of each image; they must be square.
  mutating func transpose() {
    require(height == width, "IDXImages.transpose: \(height)x\(width)")
    for image in 0..<count {
      let first = image * height * width
      for row in 0..<height {
        for column in 0..<row {
          pixels.swapAt(first + row * width + column, first + column * width + row)
        }
      }
    }
  }
}
