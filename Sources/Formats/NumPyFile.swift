import Files
import TensorEngine

/// A NumPy array file (`.npy`, format versions 1 to 3), read strictly.
///
/// Elements stored in Fortran order are put into row-major order, big-endian ones into
/// little-endian order.
public struct NumPyFile: Sendable {
  /// The file, as the caller named it; only messages use it.
  public let path: String
  /// The extents, outermost first.
  public let shape: [Int]
  /// The type of the elements.
  public let type: ElementType

  private let bytes: [UInt8]
  private let dataStart: Int
  private let isColumnMajor: Bool

  /// Whether bytes begin as such a file does.
  public static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x93] + Array("NUMPY".utf8))
  }

  /// Reads a file from disk.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(bytes: try FileBytes.read(path), path: path)
  }

  /// Reads a file that is in memory; `path` is its name in messages.
  public init(bytes: [UInt8], path: String) throws(FileError) {
    do throws(NumPyProblem) {
      let (header, dataStart) = try Self.header(bytes)
      guard
        let size = SafetensorsHeader.byteCount(header.shape, elementSize: header.type.size)
      else { throw .tooLarge(shape: header.shape) }
      let present = bytes.count - dataStart
      guard size >= present else {
        let rest = bytes[(dataStart + size)...]
        throw .tooMuchData(
          described: size, present: present,
          isAnotherArray: FileKind(beginning: rest) == .numpy)
      }
      guard size == present else { throw .dataLength(described: size, present: present) }
      self.path = path
      self.bytes =
        header.isBigEndian ? Self.swapped(bytes, from: dataStart, size: header.type.size) : bytes
      self.dataStart = dataStart
      shape = header.shape
      type = header.type
      isColumnMajor = header.isColumnMajor
    } catch {
      throw .unreadable(
        bytes, path: path, as: .numpy, wanted: "NumPy array", .numpy(error))
    }
  }

  private static func swapped(_ bytes: [UInt8], from start: Int, size: Int) -> [UInt8] {
    var bytes = bytes
    for element in stride(from: start, to: bytes.count, by: size) {
      bytes[element..<element + size].reverse()
    }
    return bytes
  }

  private static func header(
    _ bytes: [UInt8]
  ) throws(NumPyProblem) -> (header: NumPyHeader, dataStart: Int) {
    guard bytes.count >= 10, isOne(bytes) else { throw .notNumPy }
    guard (1...3).contains(bytes[6]), bytes[7] == 0 else { throw .version(bytes[6], bytes[7]) }
    let lengthSize = bytes[6] == 1 ? 2 : 4
    guard bytes.count >= 8 + lengthSize else { throw .notNumPy }
    let length = (0..<lengthSize).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    let start = 8 + lengthSize
    guard length <= bytes.count - start else {
      throw .headerLength(length, present: bytes.count - start)
    }
    // As NumPy does; a header is a program for its reader.
    guard length <= 10_000 else { throw .longHeader(length) }
    return (try NumPyHeader(bytes[start..<start + length]), start + length)
  }

  /// The elements as 32-bit floats, integers rounded, truth values as 0 and 1.
  public func tensor() -> Tensor {
    var tensor = Tensor(zeros: Shape(shape))
    let order = sourceOrder()
    bytes.withUnsafeBytes { all in
      let source = UnsafeRawBufferPointer(rebasing: all[dataStart...])
      tensor.withUnsafeMutableBuffer { target in
        for index in target.indices {
          target[index] = NumberConversion.float(type, source, order?[index] ?? index)
        }
      }
    }
    return tensor
  }

  /// The elements as whole numbers, in row-major order.
  ///
  /// - Throws: where they are floats, or do not fit.
  public func integers() throws(FileError) -> [Int] {
    guard !type.isFloat else {
      throw FileError(path: path, problem: .numpy(.unsupportedType(type.rawValue)))
    }
    let order = sourceOrder()
    let count = (bytes.count - dataStart) / type.size
    var values: [Int] = []
    values.reserveCapacity(count)
    let misfit = bytes.withUnsafeBytes { all -> Int? in
      let source = UnsafeRawBufferPointer(rebasing: all[dataStart...])
      for index in 0..<count {
        guard let value = NumberConversion.integer(type, source, order?[index] ?? index) else {
          return index
        }
        values.append(value)
      }
      return nil
    }
    if let misfit {
      throw FileError(path: path, problem: .numpy(.integerRange(index: misfit)))
    }
    return values
  }

  /// For each element in row-major order, its place in the file; nil where that is the same.
  private func sourceOrder() -> [Int]? {
    guard isColumnMajor, shape.count > 1, !shape.contains(0) else { return nil }
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in 1..<shape.count { strides[axis] = strides[axis - 1] * shape[axis - 1] }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    return (0..<shape.reduce(1, *)).map { _ in
      let current = place
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
      return current
    }
  }

  /// Saves a tensor's elements as 32-bit floats in row-major order, so that a fault leaves what was
  /// there before.
  public static func save(_ tensor: Tensor, to path: String) throws(FileError) {
    try SafeFile.save([encoded(tensor)], to: path, through: SystemFiles())
  }

  /// The bytes of a file with a tensor's elements as 32-bit floats in row-major order.
  public static func encoded(_ tensor: Tensor) -> [UInt8] {
    var writer = ElementData()
    writer.append(tensor)
    return header("<f4", tensor.shape.extents) + writer.bytes
  }

  /// The bytes of a file with truth values: true where an element is not 0.
  public static func encodedTruths(_ tensor: Tensor) -> [UInt8] {
    header("|b1", tensor.shape.extents) + tensor.withUnsafeBuffer { $0.map { $0 == 0 ? 0 : 1 } }
  }

  /// The bytes of a file with 64-bit integers.
  public static func encoded(_ values: [Int], shape: [Int]? = nil) -> [UInt8] {
    let shape = shape ?? [values.count]
    require(
      shape.reduce(1, *) == values.count, "NumPyFile: \(values.count) elements, shape \(shape)")
    var writer = ElementData()
    writer.append(values.map { Int64($0) })
    return header("<i8", shape) + writer.bytes
  }

  private static func header(_ type: String, _ shape: [Int]) -> [UInt8] {
    let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = Array("{'descr': '\(type)', 'fortran_order': False, 'shape': (\(extents)), }".utf8)
    // The data begin at a multiple of 64, and a line break ends the header.
    text.append(contentsOf: repeatElement(0x20, count: (64 - (text.count + 11) % 64) % 64))
    text.append(0x0A)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.count & 0xFF), UInt8(text.count >> 8)]
      + text
  }
}
