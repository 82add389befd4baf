import CZlib

/// A ZIP archive in memory, read by its directory: files that are stored or deflated, without
/// encryption, in one piece.
///
/// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
struct ZipArchive: Sendable {
  struct Entry: Sendable {
    let name: String
    fileprivate let flags: Int
    fileprivate let method: Int
    fileprivate let checksum: UInt32
    fileprivate let packedSize: Int
    fileprivate let size: Int
    fileprivate let offset: Int
  }

  /// In the order of the directory.
  let entries: [Entry]
  private let bytes: [UInt8]

  /// What a file in an archive may grow to, in bytes.
  static let largestFile = 1 << 30

  init(_ bytes: [UInt8]) throws(ArchiveProblem) {
    self.bytes = bytes
    // The end of the directory is 22 bytes and a comment of at most 65,535.
    let mark: [UInt8] = [0x50, 0x4B, 5, 6]
    let earliest = max(0, bytes.count - 22 - 0xFFFF)
    guard bytes.count >= 22,
      let end = (earliest...bytes.count - 22).last(where: { bytes[$0...].starts(with: mark) })
    else { throw .noDirectory }
    let count = Self.number(bytes, end + 10, 2)
    var place = Self.number(bytes, end + 16, 4)
    var entries: [Entry] = []
    for _ in 0..<count {
      guard place + 46 <= end, bytes[place...].starts(with: [0x50, 0x4B, 1, 2]) else {
        throw .noDirectory
      }
      let nameLength = Self.number(bytes, place + 28, 2)
      let next =
        place + 46 + nameLength + Self.number(bytes, place + 30, 2)
        + Self.number(bytes, place + 32, 2)
      guard next <= end else { throw .noDirectory }
      entries.append(
        Entry(
          name: String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self),
          flags: Self.number(bytes, place + 8, 2), method: Self.number(bytes, place + 10, 2),
          checksum: UInt32(Self.number(bytes, place + 16, 4)),
          packedSize: Self.number(bytes, place + 20, 4), size: Self.number(bytes, place + 24, 4),
          offset: Self.number(bytes, place + 42, 4)))
      place = next
    }
    self.entries = entries
  }

  /// The bytes of a file in the archive, checked against its checksum.
  func contents(of entry: Entry) throws(ArchiveProblem) -> [UInt8] {
    let name = entry.name
    // Sizes that do not fit 32 bits stand elsewhere, as all ones here.
    guard entry.size <= Self.largestFile, entry.packedSize <= bytes.count else {
      throw .tooLarge(name: name, limit: Self.largestFile)
    }
    guard entry.flags & 1 == 0 else { throw .encrypted(name: name) }
    // The name and the extra field before the data may be others than those of the directory.
    guard entry.offset + 30 <= bytes.count,
      bytes[entry.offset...].starts(with: [0x50, 0x4B, 3, 4])
    else { throw .damaged(name: name) }
    let start =
      entry.offset + 30 + Self.number(bytes, entry.offset + 26, 2)
      + Self.number(bytes, entry.offset + 28, 2)
    guard start + entry.packedSize <= bytes.count else { throw .damaged(name: name) }
    let packed = bytes[start..<start + entry.packedSize]
    let contents: [UInt8]
    switch entry.method {
    case 0: contents = Array(packed)
    case 8: contents = try Self.inflated(packed, size: entry.size, name)
    default: throw .unknownMethod(name: name, method: entry.method)
    }
    let checksum = contents.withUnsafeBytes {
      crc32_z(0, $0.bindMemory(to: UInt8.self).baseAddress, $0.count)
    }
    guard contents.count == entry.size, checksum == UInt(entry.checksum) else {
      throw .damaged(name: name)
    }
    return contents
  }

  private static func inflated(
    _ packed: ArraySlice<UInt8>, size: Int, _ name: String
  ) throws(ArchiveProblem) -> [UInt8] {
    // Deflate shrinks to a 1032nd at best: memory for what cannot be there is not asked for.
    guard size <= 1032 * packed.count + 64 else { throw .damaged(name: name) }
    var stream = z_stream()
    // A window of 15 bits, negative for data without a header of its own.
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw .damaged(name: name) }
    defer { inflateEnd(&stream) }
    var packed = Array(packed)
    var status = Z_OK
    let contents = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      packed.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(size + 1)
        status = inflate(&stream, Z_FINISH)
      }
      count = size + 1 - Int(stream.avail_out)
    }
    guard status == Z_STREAM_END else { throw .damaged(name: name) }
    return contents
  }

  /// A little-endian number; the bytes must be there.
  private static func number(_ bytes: [UInt8], _ offset: Int, _ size: Int) -> Int {
    (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
}
