/// An array of bytes in the IDX format of the MNIST files, http://yann.lecun.com/exdb/mnist/ : two
/// zero bytes, the element type (0x08 is unsigned bytes), the number of dimensions, each extent as
/// a big-endian 32-bit number, then the elements in row-major order.
///
/// Read strictly: the file must hold exactly what its header declares.
public struct IDXFile: Equatable, Sendable {
  /// The extents, outermost first, as `[60000, 28, 28]`.
  public let extents: [Int]
  /// The elements in row-major order, as many as the product of the extents.
  public let elements: [UInt8]

  /// What a file may declare: 1 GiB, some 1.3 million images of 28x28.
  public static let largestSize = 1 << 30

  /// Reads a file, plain or compressed by gzip, whatever it is called.
  ///
  /// - Parameter rank: how many dimensions it must have: 3 for images, 1 for labels.
  public init(path: String, rank: Int) throws(DatasetError) {
    let reader = try GzipReader(path: path)
    extents = try Self.readHeader(reader, rank: rank)
    elements = try Self.readElements(reader, extents: extents)
  }

  private static func readHeader(
    _ reader: GzipReader, rank: Int
  ) throws(DatasetError) -> [Int] {
    let path = reader.path
    let magic = try reader.readBytes(4)
    guard magic.count == 4 else { throw .idxTooShort(path: path, bytes: magic.count) }
    guard magic[0] == 0, magic[1] == 0 else { throw .idxWrongMagic(path: path, found: magic) }
    guard magic[2] == 0x08 else { throw .idxWrongElementType(path: path, type: magic[2]) }
    guard magic[3] == rank else {
      throw .idxWrongRank(path: path, expected: rank, found: Int(magic[3]))
    }
    let header = try reader.readBytes(4 * rank)
    guard header.count == 4 * rank else {
      throw .idxTooShort(path: path, bytes: 4 + header.count)
    }
    return (0..<rank).map { axis in
      header[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private static func readElements(
    _ reader: GzipReader, extents: [Int]
  ) throws(DatasetError) -> [UInt8] {
    let path = reader.path
    var size = 1
    for extent in extents {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw .idxTooLarge(path: path, extents: extents, limit: largestSize)
      }
      size = product
    }
    guard size <= largestSize else {
      throw .idxTooLarge(path: path, extents: extents, limit: largestSize)
    }
    if !reader.isCompressed {
      let found = reader.fileSize - 4 - 4 * extents.count
      guard found >= size else { throw .idxTruncated(path: path, expected: size, found: found) }
    }
    let elements = try reader.readBytes(size)
    guard elements.count == size else {
      throw .idxTruncated(path: path, expected: size, found: elements.count)
    }
    // Asking for one byte more also makes zlib check what follows the data.
    guard try reader.readBytes(1).isEmpty else {
      throw .idxOversized(path: path, expected: size)
    }
    return elements
  }
}

extension GzipReader {
  /// Up to `count` bytes, fewer only at the end. Memory grows with what is really there, so a
  /// header that declares too much costs nothing.
  func readBytes(_ count: Int) throws(DatasetError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(count, 64 << 20))
    let piece = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, min(count, 1 << 18)), alignment: 16)
    defer { piece.deallocate() }
    while bytes.count < count {
      let wanted = min(piece.count, count - bytes.count)
      let read = try read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<wanted]))
      bytes.append(contentsOf: piece[..<read])
      if read < wanted { break }
    }
    return bytes
  }
}
