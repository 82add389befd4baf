/// The header of a safetensors file, checked against the file's length.
struct SafetensorsHeader {
  var names: [String] = []
  /// Where the header ends and the data begin, in the whole file.
  let dataStart: Int
  var metadata: [String: String] = [:]
  var entries: [String: SafetensorsFile.Entry] = [:]

  init(bytes: [UInt8]) throws(SafetensorsProblem) {
    guard bytes.count >= 8 else { throw .tooShort(bytes: bytes.count) }
    let length = bytes.withUnsafeBytes { NumberConversion.load(UInt64.self, $0, 0) }
    guard length <= UInt64(min(SafetensorsFile.maximumHeaderLength, bytes.count - 8)) else {
      throw .headerLength(length, fileBytes: bytes.count)
    }
    dataStart = 8 + Int(length)
    // White space before the header is JSON, but the format wants a brace first.
    guard length > 0, bytes[8] == UInt8(ascii: "{") else { throw .headerNotAnObject }
    let json: JSONValue
    do {
      json = try JSONParser.parse(bytes[8..<dataStart])
    } catch {
      throw .headerJSON(error)
    }
    guard case .object(let object) = json else { throw .headerNotAnObject }

    for name in object.keys {
      guard let value = object[name] else { continue }
      if name == "__metadata__" {
        metadata = try Self.metadata(value)
      } else {
        entries[name] = try Self.entry(name, value, dataStart: dataStart)
        names.append(name)
      }
    }
    try checkTiling(dataStart: dataStart, dataLength: bytes.count - dataStart)
  }

  private static func metadata(_ value: JSONValue) throws(SafetensorsProblem) -> [String: String] {
    // The reference implementation takes null for none.
    if case .null = value { return [:] }
    guard case .object(let object) = value else { throw .metadataNotStrings(key: "__metadata__") }
    var metadata: [String: String] = [:]
    for key in object.keys {
      guard let text = object[key]?.string else { throw .metadataNotStrings(key: key) }
      metadata[key] = text
    }
    return metadata
  }

  private static func entry(
    _ name: String, _ value: JSONValue, dataStart: Int
  ) throws(SafetensorsProblem) -> SafetensorsFile.Entry {
    guard case .object(let object) = value else {
      throw .badEntry(name: name, why: "is described by \(value.kind), not an object")
    }
    if let stranger = object.keys.first(where: { !["dtype", "shape", "data_offsets"].contains($0) })
    {
      throw .badEntry(name: name, why: "the key \"\(stranger.prefix(80))\" has no meaning")
    }
    guard let typeName = object["dtype"]?.string else {
      throw .badEntry(name: name, why: "`dtype` must be a string")
    }
    guard let shape = extents(object["shape"]) else {
      throw .badEntry(name: name, why: "`shape` must be an array of whole numbers from 0")
    }
    // As in NumPy; what walks through a tensor axis by axis has an end.
    guard shape.count <= 64 else {
      throw .badEntry(name: name, why: "`shape` has \(shape.count) axes, more than 64")
    }
    guard let offsets = extents(object["data_offsets"]), offsets.count == 2,
      offsets[0] <= offsets[1]
    else {
      throw .badEntry(name: name, why: "`data_offsets` must be two whole numbers in order")
    }
    let type = SafetensorsType(name: typeName)
    let given = offsets[1] - offsets[0]
    if let bits = type.bits {
      guard let size = bitCount(shape, elementBits: bits) else {
        throw .tooLarge(name: name, type: typeName, shape: shape)
      }
      // Elements of less than a byte must fill the last one, too.
      guard size.isMultiple(of: 8), given == size / 8 else {
        throw .sizeMismatch(name: name, type: typeName, shape: shape, bytes: given)
      }
    }
    let (end, overflow) = offsets[1].addingReportingOverflow(dataStart)
    guard !overflow else { throw .tooLarge(name: name, type: typeName, shape: shape) }
    return .init(type: type, shape: shape, range: offsets[0] + dataStart..<end)
  }

  private static func extents(_ value: JSONValue?) -> [Int]? {
    guard let values = value?.array else { return nil }
    let extents = values.compactMap(\.integer)
    return extents.count == values.count && extents.allSatisfy { $0 >= 0 } ? extents : nil
  }

  /// The bytes of a shape, or nil where they exceed an Int.
  static func byteCount(_ shape: [Int], elementSize: Int) -> Int? {
    bitCount(shape, elementBits: 8 * elementSize).map { $0 / 8 }
  }

  /// The bits of a shape, or nil where they exceed an Int. Zero extents are multiplied last, so
  /// that no product of the others overflows unseen.
  private static func bitCount(_ shape: [Int], elementBits: Int) -> Int? {
    var product = elementBits
    for extent in shape where extent != 0 {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      product = next
    }
    return shape.contains(0) ? 0 : product
  }

  private mutating func checkTiling(
    dataStart: Int, dataLength: Int
  ) throws(SafetensorsProblem) {
    let ordered = names.compactMap { name in entries[name].map { (name, $0.range) } }.sorted {
      ($0.1.lowerBound, $0.1.upperBound, $0.0) < ($1.1.lowerBound, $1.1.upperBound, $1.0)
    }
    var end = dataStart
    for (name, range) in ordered {
      guard range.lowerBound == end else {
        throw .hole(name: name, begin: range.lowerBound - dataStart, expected: end - dataStart)
      }
      end = range.upperBound
    }
    guard end == dataStart + dataLength else {
      throw .dataLength(described: end - dataStart, present: dataLength)
    }
    names = ordered.map(\.0)
  }
}
