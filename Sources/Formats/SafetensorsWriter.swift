import Files
import TensorEngine

/// The contents of a safetensors file to be, collected tensor by tensor.
///
/// The data keeps the order in which tensors are added; the header is padded with spaces so that it
/// begins at a multiple of eight bytes, as other readers like it for mapping.
public struct SafetensorsWriter: Sendable {
  /// Free-form text for the header, written in the order of the keys.
  public var metadata: [String: String] = [:]
  /// Whether the header carries a SHA-256 over the whole file (the digest's own digits as zeros),
  /// as the metadata `sha256`, which ``SafetensorsFile/isWhole`` checks.
  public var hasChecksum = false
  /// The names so far.
  public private(set) var names: [String] = []

  private var entries: [(name: String, type: ElementType, shape: [Int], count: Int)] = []
  private var taken: Set<String> = []
  private var data = ElementData()

  /// A file without tensors.
  public init() {}

  /// Adds a tensor as 32-bit floats. The name must be new and not `__metadata__`.
  public mutating func add(_ name: String, _ tensor: Tensor) {
    let start = data.bytes.count
    data.append(tensor)
    register(name, .float32, tensor.shape.extents, bytes: data.bytes.count - start)
  }

  /// Adds integers as they are: 32-bit, 64-bit or bytes, by their Swift type.
  public mutating func add<Integer: FixedWidthInteger>(
    _ name: String, _ values: [Integer], shape: [Int]? = nil
  ) {
    let start = data.bytes.count
    data.append(values)
    let bits = (Integer.isSigned ? "I" : "U") + String(Integer.bitWidth)
    guard let type = ElementType(rawValue: bits) else {
      stopProcess(because: "SafetensorsWriter: \(Integer.self) has no name in the format")
    }
    register(name, type, shape ?? [values.count], bytes: data.bytes.count - start)
  }

  /// Adds 64-bit floats.
  public mutating func add(_ name: String, _ values: [Double], shape: [Int]? = nil) {
    let start = data.bytes.count
    data.append(values)
    register(name, .float64, shape ?? [values.count], bytes: data.bytes.count - start)
  }

  private mutating func register(
    _ name: String, _ type: ElementType, _ shape: [Int], bytes: Int
  ) {
    require(name != "__metadata__", "SafetensorsWriter: `__metadata__` is reserved")
    require(taken.insert(name).inserted, "SafetensorsWriter: \(name) is there already")
    require(
      SafetensorsHeader.byteCount(shape, elementSize: type.size) == bytes,
      "SafetensorsWriter: \(bytes) bytes do not fill \(name) of the shape \(shape)")
    names.append(name)
    entries.append((name, type, shape, bytes))
  }

  /// The bytes of the file.
  public func encoded() -> [UInt8] { Array(encodedParts().joined()) }

  /// Saves the file, so that a fault leaves what was there before.
  public func save(to path: String) throws(FileError) {
    try save(to: path, through: SystemFiles())
  }

  package func save(to path: String, through files: some FileSystem) throws(FileError) {
    try SafeFile.save(encodedParts(), to: path, through: files)
  }

  /// Header and data, not yet joined, for a checkpoint is large.
  package func encodedParts() -> [[UInt8]] {
    var header = JSONObject()
    var metadata = metadata
    if hasChecksum { metadata[Checksum.key] = Checksum.placeholder }
    if !metadata.isEmpty {
      var texts = JSONObject()
      for key in metadata.keys.sorted() { texts[key] = metadata[key].map(JSONValue.string) }
      header["__metadata__"] = .object(texts)
    }
    var offset = 0
    for entry in entries {
      header[entry.name] = [
        "dtype": .string(entry.type.rawValue),
        "shape": .array(entry.shape.map(JSONValue.integer)),
        "data_offsets": [.integer(offset), .integer(offset + entry.count)],
      ]
      offset += entry.count
    }
    var text = Array(JSONValue.object(header).text.utf8)
    text.append(contentsOf: repeatElement(0x20, count: (8 - text.count % 8) % 8))
    var head: [UInt8] = []
    head.reserveCapacity(8 + text.count)
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { head.append(contentsOf: $0) }
    head.append(contentsOf: text)
    if hasChecksum, let place = Checksum.place(of: Checksum.placeholder, in: head[...]) {
      let digest = Checksum.hexadecimal(of: [head[...], data.bytes[...]])
      head.replaceSubrange(place, with: digest.utf8)
    }
    return [head, data.bytes]
  }
}
