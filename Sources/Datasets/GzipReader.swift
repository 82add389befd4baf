import CZlib
import Files
import Platform
import TensorEngine

/// A file as a stream of bytes: inflated if it is a gzip file (RFC 1952), as it is otherwise.
///
/// It never holds more than one block of the file, and gives exactly as many bytes as it is asked
/// for: who reads knows from the header how many bytes there should be, so a small file that would
/// inflate to gigabytes is stopped one byte after the last that was wanted.
final class GzipReader {
  let path: String
  /// Whether the file starts as a gzip file does.
  private(set) var isCompressed = false
  /// The size of the file itself, in bytes.
  var fileSize: Int { file.size }

  private let file: InputFile
  private let block: UnsafeMutableRawBufferPointer
  /// The part of `block` that has not been used yet.
  private var unread = 0..<0
  // zlib's own state points back at this, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var hasStream = false
  private var isAtEnd = false

  init(path: String) throws(DatasetError) {
    self.path = path
    // Memory is taken only once nothing but `deinit` can end the initializer: it gives the memory
    // back.
    do throws(FileError) { file = try InputFile(path: path) } catch { throw .file(error) }
    block = .allocate(byteCount: 1 << 16, alignment: 16)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    unread = 0..<(try Self.read(file, into: block))
    isCompressed = unread.count >= 2 && block[0] == 0x1f && block[1] == 0x8b
    guard isCompressed else { return }
    // 15 bits of window, and 16 for "a gzip header, and check the checksum behind it".
    let status = inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    // It fails for want of memory.
    guard status == Z_OK else {
      throw .file(FileError(path: path, problem: .system(.call("inflate", errno: ENOMEM))))
    }
    hasStream = true
  }

  deinit {
    if hasStream { inflateEnd(stream) }
    stream.deallocate()
    block.deallocate()
  }

  /// Reads until `buffer` is full or the content ends; tells how many bytes it read. Fewer than
  /// asked for means that the content is whole and over.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    isCompressed ? try inflated(into: buffer) : try plain(into: buffer)
  }

  private func refill() throws(DatasetError) {
    guard unread.isEmpty else { return }
    unread = 0..<(try Self.read(file, into: block))
  }

  private static func read(
    _ file: InputFile, into block: UnsafeMutableRawBufferPointer
  ) throws(DatasetError) -> Int {
    if Interruption.isDue { throw .interrupted }
    do throws(FileError) { return try file.read(into: block) } catch { throw .file(error) }
  }

  private func plain(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    var count = 0
    while count < buffer.count {
      try refill()
      if unread.isEmpty { break }
      let taken = min(unread.count, buffer.count - count)
      let source = UnsafeRawBufferPointer(rebasing: block[unread.prefix(taken)])
      UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: source)
      unread.removeFirst(taken)
      count += taken
    }
    return count
  }

  private func inflated(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    var count = 0
    while count < buffer.count && !isAtEnd {
      try refill()
      if unread.isEmpty { throw .gzipTruncated(path: path) }
      let room = min(buffer.count - count, 1 << 30)
      stream.pointee.next_in = (block.baseAddress! + unread.lowerBound)
        .assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_in = UInt32(unread.count)
      stream.pointee.next_out = (buffer.baseAddress! + count).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      let status = inflate(stream, Z_NO_FLUSH)
      unread = (unread.upperBound - Int(stream.pointee.avail_in))..<unread.upperBound
      count += room - Int(stream.pointee.avail_out)
      switch status {
      case Z_OK: break
      case Z_STREAM_END: try startNextMember()
      case Z_BUF_ERROR where stream.pointee.avail_in == 0: break
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
        throw .gzipDamaged(path: path, reason: reason)
      }
    }
    return count
  }

  /// A gzip file may be several ones joined. Zeros after the last are what tapes and block devices
  /// fill up with, and left out as `gzip` does; anything else there is not gzip.
  private func startNextMember() throws(DatasetError) {
    try refill()
    guard !unread.isEmpty else {
      isAtEnd = true
      return
    }
    switch block[unread.lowerBound] {
    case 0x1f: inflateReset(stream)
    case 0:
      while !unread.isEmpty {
        guard block[unread].allSatisfy({ $0 == 0 }) else { throw .gzipTrailingBytes(path: path) }
        unread = unread.upperBound..<unread.upperBound
        try refill()
      }
      isAtEnd = true
    default: throw .gzipTrailingBytes(path: path)
    }
  }
}
