import CPNG
import Files
import Platform
import TensorEngine

/// PNG files (ISO/IEC 15948), through libpng.
public enum PNGFile {
  /// The largest side of a picture that is read or written, in pixels.
  public static let largestSide = 1 << 14
  /// The largest file that is read, in bytes.
  public static let largestFile = 1 << 26

  /// Writes an 8-bit grey picture. Under `path` there is afterwards all of it or what was there
  /// before.
  public static func write(_ image: GrayImage, to path: String) throws(PictureError) {
    try write([(path, image)])
  }

  /// Writes 8-bit grey pictures; none is there before all of them are on the disk.
  public static func write(_ images: [(path: String, image: GrayImage)]) throws(PictureError) {
    var files: [(String, [UInt8])] = []
    for (path, image) in images {
      if Interruption.isDue { throw .interrupted }
      files.append((path, try encoded(image)))
    }
    try save(files)
  }

  static func save(_ files: [(path: String, bytes: [UInt8])]) throws(PictureError) {
    try save(files.map { .init($0.path, [$0.bytes]) })
  }

  /// Saves the concatenation of parts.
  static func save(_ path: String, parts: [[UInt8]]) throws(PictureError) {
    try save([.init(path, parts)])
  }

  private static func save(_ files: [FileReplacement.Content]) throws(PictureError) {
    do throws(FileReplacement.Failure) {
      try FileReplacement.replace(files)
    } catch {
      throw .save(path: error.path, error.problem)
    }
  }

  /// The bytes of an 8-bit grey PNG file.
  public static func encoded(_ image: GrayImage) throws(PictureError) -> [UInt8] {
    try encoded(image.pixels, width: image.width, height: image.height, channels: 1)
  }

  /// The bytes of an 8-bit PNG file in colour.
  public static func encoded(_ canvas: ColorCanvas) throws(PictureError) -> [UInt8] {
    try encoded(canvas.pixels, width: canvas.width, height: canvas.height, channels: 3)
  }

  /// - Parameter channels: 1 for grey, 3 for red, green and blue.
  private static func encoded(
    _ pixels: [UInt8], width: Int, height: Int, channels: Int
  ) throws(PictureError) -> [UInt8] {
    guard width > 0, height > 0, width <= largestSide, height <= largestSide else {
      throw .cannotEncode(
        width: width, height: height, reason: "each side must be from 1 to \(largestSide)")
    }
    var bytes: UnsafeMutablePointer<UInt8>?
    var count = 0
    var result = cpng_encode(
      pixels, UInt32(width), UInt32(height), Int32(channels), &bytes, &count)
    defer { free(bytes) }
    guard result.failed == 0 else {
      throw .cannotEncode(width: width, height: height, reason: message(&result))
    }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// A picture that was read, and what it was before it became grey.
  public struct Picture: Sendable {
    /// The picture as grey.
    public let image: GrayImage
    /// How many bytes the file has after the end of the picture.
    public let trailingBytes: Int
    /// Whether the background shows through it.
    public let isTransparent: Bool
    /// Whether its numbers have 16 bits and none is above 255.
    public let usesLowByteOnly: Bool
  }

  /// Reads a PNG file of any kind as 8-bit grey; what is transparent counts as black.
  public static func read(path: String) throws(PictureError) -> GrayImage {
    try picture(path: path).image
  }

  /// Reads a PNG file of any kind as 8-bit grey.
  ///
  /// Colour becomes grey by (6968 R + 23434 G + 2366 B) / 32768 rounded down, the luminance of Rec. 709 on the
  /// numbers as they are stored, whatever gamma or colours the file declares. Where the opacity is
  /// a, from 0 to 1, that becomes a grey + (1 - a) background.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - background: what is seen through transparent places, from 0, black, to 255.
  public static func picture(
    path: String, background: UInt8 = 0
  ) throws(PictureError) -> Picture {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileBytes.read(path, limit: largestFile)
    } catch {
      throw .file(error)
    }
    return try decoded(bytes, path: path, background: background)
  }

  /// Decodes the bytes of a PNG file over black.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - path: what errors call it.
  public static func decoded(_ bytes: [UInt8], path: String) throws(PictureError) -> GrayImage {
    try decoded(bytes, path: path, background: 0).image
  }

  private static func decoded(
    _ bytes: [UInt8], path: String, background: UInt8
  ) throws(PictureError) -> Picture {
    if let kind = FileKind(beginning: bytes), kind != .png {
      throw .otherFormat(path: path, kind: kind)
    }
    var width: UInt32 = 0
    var height: UInt32 = 0
    var result = cpng_read_size(bytes, bytes.count, &width, &height)
    guard result.failed == 0 else { throw .damaged(path: path, reason: message(&result)) }
    guard width <= largestSide, height <= largestSide, Int(width) * Int(height) <= largestFile
    else {
      throw .imageTooLarge(path: path, width: Int(width), height: Int(height), limit: largestSide)
    }
    // Deflate shrinks to a 1032nd at best: less than that cannot be all the pixels, and memory for
    // them is not asked for.
    guard Int(width) * Int(height) / 8 <= bytes.count * 1032 else {
      throw .damaged(path: path, reason: "it is too short for its \(width)x\(height) pixels")
    }
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height))
    var origin = cpng_origin()
    result = cpng_decode_grey(
      bytes, bytes.count, background, &pixels, width, height, &origin)
    guard result.failed == 0 else { throw .damaged(path: path, reason: message(&result)) }
    return Picture(
      image: GrayImage(width: Int(width), height: Int(height), pixels: pixels),
      trailingBytes: origin.trailing_bytes, isTransparent: origin.is_transparent != 0,
      usesLowByteOnly: origin.uses_low_byte_only != 0)
  }

  private static func message(_ result: inout cpng_result) -> String {
    withUnsafeBytes(of: &result.message) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
