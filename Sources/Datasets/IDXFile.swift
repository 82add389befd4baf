import Files

/// An array of numbers in the IDX format of the MNIST files, http://yann.lecun.com/exdb/mnist/ : two
/// zero bytes, the element type, the number of dimensions, each extent as a big-endian 32-bit
/// number, then the elements in row-major order, big-endian too.
///
/// Read strictly: the file must hold exactly what its header declares.
public struct IDXFile: Equatable, Sendable {
  /// What the file says of its elements.
  public let header: Header
  /// The bytes of the elements in row-major order: those of ``ElementType/unsignedByte`` are the
  /// elements themselves.
  public let bytes: [UInt8]

  /// What a file may declare, in bytes: 1 GiB, some 1.3 million images of 28x28.
  public static let largestSize = 1 << 30

  /// What an IDX file says of its elements.
  public struct Header: Equatable, Sendable {
    /// The type of each element.
    public let type: ElementType
    /// The extents, outermost first, as `[60000, 28, 28]`.
    public let extents: [Int]
  }

  /// The types of elements by their numbers in the header.
  public enum ElementType: UInt8, Sendable {
    /// 8 bits, from 0 to 255.
    case unsignedByte = 0x08
    /// 8 bits, from -128 to 127.
    case signedByte = 0x09
    /// 16 bits, signed.
    case short = 0x0B
    /// 32 bits, signed.
    case int = 0x0C
    /// A 32-bit float.
    case float = 0x0D
    /// A 64-bit float.
    case double = 0x0E

    /// Bytes for one element.
    public var size: Int {
      switch self {
      case .unsignedByte, .signedByte: 1
      case .short: 2
      case .int, .float: 4
      case .double: 8
      }
    }

    var isFloat: Bool { self == .float || self == .double }
  }

  /// Reads a file, plain or compressed by gzip, whatever it is called.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - check: looks at the header before the elements are read.
  public init(
    path: String, check: (Header) throws(DatasetError) -> Void = { _ in }
  ) throws(DatasetError) {
    let reader = try GzipReader(path: path)
    header = try Self.readHeader(reader)
    try check(header)
    bytes = try Self.readElements(reader, header)
  }

  private static func readHeader(_ reader: GzipReader) throws(DatasetError) -> Header {
    let path = reader.path
    let magic = try reader.readBytes(4)
    guard magic.count == 4, magic[0] == 0, magic[1] == 0 else {
      // Nothing else is read from it: what follows only tells what it is.
      let start = magic + (try reader.readBytes(FileKind.beginningSize - magic.count))
      if let kind = FileKind(beginning: start), kind != .idx {
        throw .otherFormat(
          path: path, kind: kind, wanted: "IDX file", isCompressed: reader.isCompressed)
      }
      guard magic.count == 4 else { throw .idxTooShort(path: path, bytes: magic.count) }
      throw .idxWrongMagic(path: path, found: magic)
    }
    guard let type = ElementType(rawValue: magic[2]) else {
      throw .idxWrongMagic(path: path, found: magic)
    }
    let rank = Int(magic[3])
    let header = try reader.readBytes(4 * rank)
    guard header.count == 4 * rank else {
      throw .idxTooShort(path: path, bytes: 4 + header.count)
    }
    return Header(
      type: type,
      extents: (0..<rank).map { axis in
        header[(4 * axis)..<(4 * axis + 4)].reduce(0) { $0 << 8 | Int($1) }
      })
  }

  private static func readElements(
    _ reader: GzipReader, _ header: Header
  ) throws(DatasetError) -> [UInt8] {
    let path = reader.path
    var size = header.type.size
    for extent in header.extents {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= largestSize else {
        throw .idxTooLarge(path: path, extents: header.extents, limit: largestSize)
      }
      size = product
    }
    if !reader.isCompressed {
      let found = reader.fileSize - 4 - 4 * header.extents.count
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

  /// Calls `body` with each element in order.
  func visitElements(_ body: (Double) -> Void) {
    bytes.withUnsafeBytes { source in
      func each<Bits: FixedWidthInteger>(_ bits: Bits.Type, _ value: (Bits) -> Double) {
        for offset in stride(from: 0, to: source.count, by: MemoryLayout<Bits>.size) {
          body(value(Bits(bigEndian: source.loadUnaligned(fromByteOffset: offset, as: Bits.self))))
        }
      }
      switch header.type {
      case .unsignedByte: each(UInt8.self) { Double($0) }
      case .signedByte: each(Int8.self) { Double($0) }
      case .short: each(Int16.self) { Double($0) }
      case .int: each(Int32.self) { Double($0) }
      case .float: each(UInt32.self) { Double(Float(bitPattern: $0)) }
      case .double: each(UInt64.self) { Double(bitPattern: $0) }
      }
    }
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
