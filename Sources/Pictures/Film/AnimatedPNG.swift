import Files
import TensorEngine

/// A picture of a film.
package struct FilmFrame: Sendable, Equatable {
  /// What is seen.
  package let image: GrayImage
  /// What is kept with the frame, for who goes on with the film; readers pass it over.
  package let note: [UInt8]

  package init(_ image: GrayImage, note: [UInt8] = []) {
    self.image = image
    self.note = note
  }
}

/// Animated PNG files: the pixels of each frame as libpng compresses them, in chunks `fcTL`, which
/// says how long it is seen, and `IDAT` or, from the second frame on, `fdAT`. `acTL` at the
/// beginning has the number of frames.
///
/// https://www.w3.org/TR/png-3/#apng-frame-based-animation
package enum AnimatedPNG {
  /// How many hundredths of a second a frame is seen. Never 0: readers replace it by what they like.
  static let delay: UInt16 = 10
  /// Where `acTL` stands: behind the signature and `IHDR`.
  static let countOffset = 33
  /// Where the first frame stands.
  static let firstFrame = countOffset + 20

  /// What stands before the frames.
  static func beginning(width: Int, height: Int, frames: Int) -> [UInt8] {
    // 8 bits, grey, deflate, the usual filters, not interlaced.
    let header = size(width, height) + [8, 0, 0, 0, 0]
    return PNGChunk.signature + PNGChunk.encoded("IHDR", header) + count(frames)
  }

  /// The number of frames, which are shown again and again.
  static func count(_ frames: Int) -> [UInt8] {
    PNGChunk.encoded("acTL", PNGChunk.bigEndian(UInt32(frames)) + PNGChunk.bigEndian(0))
  }

  /// - Parameter number: of the frame, from 0.
  static func encoded(_ frame: FilmFrame, number: Int) throws(PictureError) -> [UInt8] {
    let pixels = PNGChunk.data(of: "IDAT", in: try PNGFile.encoded(frame.image))
    // `fcTL` and `fdAT` are counted together, and `IDAT` is not.
    let sequence = UInt32(number == 0 ? 0 : 2 * number - 1)
    let control =
      PNGChunk.bigEndian(sequence) + size(frame.image.width, frame.image.height)
      + size(0, 0) + [UInt8(delay >> 8), UInt8(delay & 0xFF), 0, 100, 0, 0]
    return PNGChunk.encoded("fcTL", control)
      + (number == 0
        ? PNGChunk.encoded("IDAT", pixels)
        : PNGChunk.encoded("fdAT", PNGChunk.bigEndian(sequence + 1) + pixels))
      + PNGChunk.encoded(noteType, frame.note)
  }

  /// Private, passed over, and not to be copied by who changes the frames.
  static let noteType = "gbNT"
  /// Behind the last frame.
  static let end = PNGChunk.encoded("IEND", [])
  /// Between two frames: as long as the end, which it replaces when a frame is added behind it.
  static let seam = PNGChunk.encoded("gbSM", [])

  private static func size(_ width: Int, _ height: Int) -> [UInt8] {
    PNGChunk.bigEndian(UInt32(width)) + PNGChunk.bigEndian(UInt32(height))
  }

  /// Saves a film under `path`: all of it, or what was there before stays. The frames are asked for
  /// one after the other, and kept compressed.
  ///
  /// - Parameter next: gives the next frame, nil behind the last one; all are of one size, and there is
  ///   at least one, or the process stops.
  package static func write(to path: String, next: () throws -> FilmFrame?) throws {
    var parts: [[UInt8]] = []
    var size: (width: Int, height: Int)?
    while let frame = try next() {
      let own = (frame.image.width, frame.image.height)
      require(size.map { $0 == own } ?? true, "AnimatedPNG: a frame of another size, \(own)")
      size = own
      parts.append((parts.isEmpty ? [] : seam) + (try encoded(frame, number: parts.count)))
    }
    require(!parts.isEmpty, "AnimatedPNG: a film without frames")
    let (width, height) = size ?? (0, 0)
    try PNGFile.save(
      path, parts: [beginning(width: width, height: height, frames: parts.count)] + parts + [end])
  }
}
