import Files
import TensorEngine

/// A safetensors file, read strictly: https://github.com/huggingface/safetensors#format.
///
/// Eight bytes (little-endian) give the length of a JSON header, at most 100 MB; it names each
/// tensor's type, shape and byte range in the data that follows. Ranges must tile the data without
/// holes and overlaps and fit type and shape; no name comes twice.
///
///     let file = try SafetensorsFile(contentsOf: "generator.safetensors")
///     let kernel = try file.tensor("conv1.weight")  // [3, 3, 128, 128]
public struct SafetensorsFile: Sendable {
  /// The longest header that the format allows, in bytes.
  public static let maximumHeaderLength = 100_000_000

  /// Where one tensor lies.
  struct Entry: Sendable {
    let type: SafetensorsType
    let shape: [Int]
    let range: Range<Int>  // in the whole file
  }

  /// The file, as the caller named it; only messages use it.
  public let path: String
  /// The names of the tensors, in the order of the data.
  public let names: [String]
  /// The free-form text that the header carries.
  public let metadata: [String: String]

  let bytes: [UInt8]
  let dataStart: Int
  let entries: [String: Entry]

  /// Reads a file from disk.
  ///
  /// - Throws: ``FileError`` when it cannot be read or does not keep to the format.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(bytes: try FileBytes.read(path), path: path)
  }

  /// Reads a file that is in memory; `path` is its name in messages.
  public init(bytes: [UInt8], path: String) throws(FileError) {
    do {
      let header = try SafetensorsHeader(bytes: bytes)
      self.path = path
      self.bytes = bytes
      dataStart = header.dataStart
      names = header.names
      metadata = header.metadata
      entries = header.entries
    } catch {
      throw .unreadable(
        bytes, path: path, as: .safetensors, wanted: "safetensors file", .safetensors(error))
    }
  }

  /// Whether there is a tensor of that name.
  public func contains(_ name: String) -> Bool { entries[name] != nil }

  /// A tensor's extents, outermost first.
  public func shape(_ name: String) throws(FileError) -> [Int] { try entry(name).shape }

  /// A tensor's element type.
  ///
  /// - Throws: where it is one that is not read.
  public func type(_ name: String) throws(FileError) -> ElementType {
    let type = try entry(name).type
    guard let element = type.element else {
      throw failure(.unreadableType(name: name, type: type.name))
    }
    return element
  }

  /// A tensor of floating-point numbers, rounded to 32 bits.
  ///
  /// - Parameters:
  ///   - name: its name in the file.
  ///   - shape: if given, the shape it must have.
  public func tensor(_ name: String, shape: [Int]? = nil) throws(FileError) -> Tensor {
    let entry = try entry(name)
    if let shape, shape != entry.shape {
      throw failure(.wrongShape(name: name, shape: entry.shape, wanted: shape))
    }
    let type = try type(name)
    guard type.isFloat else {
      throw failure(.wrongType(name: name, type: type, wanted: "floating-point numbers"))
    }
    var tensor = Tensor(zeros: Shape(entry.shape))
    bytes.withUnsafeBytes { all in
      let source = UnsafeRawBufferPointer(rebasing: all[entry.range])
      tensor.withUnsafeMutableBuffer { target in
        for index in target.indices {
          target[index] = NumberConversion.float(type, source, index)
        }
      }
    }
    return tensor
  }

  /// The elements of a tensor of 64-bit floats, not rounded.
  public func doubles(_ name: String) throws(FileError) -> [Double] {
    let entry = try entry(name)
    let type = try type(name)
    guard type == .float64 else {
      throw failure(.wrongType(name: name, type: type, wanted: "64-bit floats"))
    }
    return bytes.withUnsafeBytes { all in
      let source = UnsafeRawBufferPointer(rebasing: all[entry.range])
      return (0..<source.count / 8).map {
        Double(bitPattern: NumberConversion.load(UInt64.self, source, $0))
      }
    }
  }

  /// The elements of a tensor of integers or truth values, in row-major order.
  public func integers(_ name: String) throws(FileError) -> [Int] {
    let entry = try entry(name)
    let type = try type(name)
    let count = entry.range.count / type.size
    guard !type.isFloat else {
      throw failure(.wrongType(name: name, type: type, wanted: "integers"))
    }
    var values: [Int] = []
    values.reserveCapacity(count)
    let misfit = bytes.withUnsafeBytes { all -> Int? in
      let source = UnsafeRawBufferPointer(rebasing: all[entry.range])
      for index in 0..<count {
        guard let value = NumberConversion.integer(type, source, index) else { return index }
        values.append(value)
      }
      return nil
    }
    if let misfit { throw failure(.integerRange(name: name, index: misfit)) }
    return values
  }

  /// Whether every byte is as it was written: nil where the file carries no checksum.
  public var isWhole: Bool? {
    guard let digest = metadata[Checksum.key] else { return nil }
    let header = bytes[8..<dataStart]
    guard let place = Checksum.place(of: digest, in: header) else { return false }
    let zeros = ArraySlice(Checksum.placeholder.utf8)
    let parts = [bytes[..<place.lowerBound], zeros, bytes[place.upperBound...]]
    return Checksum.hexadecimal(of: parts) == digest
  }

  package func failure(_ problem: SafetensorsProblem) -> FileError {
    FileError(path: path, problem: .safetensors(problem))
  }

  private func entry(_ name: String) throws(FileError) -> Entry {
    guard let entry = entries[name] else {
      throw failure(.missing(name: name, nearby: Array(names.prefix(5))))
    }
    return entry
  }
}
