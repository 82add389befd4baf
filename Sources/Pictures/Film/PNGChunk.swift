import CZlib

/// The chunks that a PNG file consists of behind its signature: the length of the data, a type of
/// four letters, the data, and a checksum over type and data.
///
/// https://www.w3.org/TR/png-3/#5Chunk-layout
enum PNGChunk {
  /// The eight bytes that every PNG file begins with.
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// What a chunk takes besides its data.
  static let overhead = 12

  /// The bytes of a chunk.
  static func encoded(_ type: String, _ data: some Collection<UInt8>) -> [UInt8] {
    let body = Array(type.utf8) + data
    let checksum = body.withUnsafeBufferPointer {
      crc32(0, $0.baseAddress, uInt($0.count))
    }
    return bigEndian(UInt32(data.count)) + body + bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  /// The data of all chunks of a type in a file that is known to be whole.
  static func data(of type: String, in file: [UInt8]) -> [UInt8] {
    let type = Array(type.utf8)
    var data: [UInt8] = []
    var offset = signature.count
    while offset + overhead <= file.count {
      let start = offset + 8
      let end = min(start + Int(number(file[offset...])), file.count)
      if file[offset + 4..<start].elementsEqual(type) { data += file[start..<end] }
      offset = end + 4
    }
    return data
  }

  /// The four bytes of a number, the highest first.
  static func bigEndian(_ number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// The number that bytes begin with.
  static func number(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }
}
