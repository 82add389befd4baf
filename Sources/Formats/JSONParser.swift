import Files

/// Why a text is not acceptable JSON. Offsets count bytes from 0.
public enum JSONProblem: ContentProblem {
  /// Something else was expected here; `found` is nil at the end of the text.
  case unexpected(found: UInt8?, expected: String, offset: Int)
  /// A key that its object has already.
  case duplicateKey(String, offset: Int)
  /// Arrays and objects in each other, deeper than the limit.
  case tooDeep(limit: Int, offset: Int)
  /// More values than the limit.
  case tooManyValues(limit: Int, offset: Int)
  /// A number that no 64-bit float holds.
  case numberOutOfRange(String, offset: Int)
  /// A backslash sequence that means nothing.
  case badEscape(offset: Int)
  /// A string that is not UTF-8; where it begins.
  case notUTF8(offset: Int)
  /// The JSON is well formed but does not say what it should.
  case meaning(String)
}

extension JSONProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unexpected(let found, let expected, let offset):
      if let found {
        "not JSON: expected \(expected) but found \(Self.name(of: found)) at byte \(offset)"
      } else {
        "not JSON: the text ends at byte \(offset) where \(expected) is expected; is it cut off?"
      }
    case .duplicateKey(let key, let offset):
      "the key \"\(key.prefix(80))\" comes twice in one JSON object, at byte \(offset)"
    case .tooDeep(let limit, let offset):
      "JSON nested deeper than \(limit) levels, at byte \(offset); no model file needs that"
    case .tooManyValues(let limit, let offset):
      "more than \(limit) JSON values, at byte \(offset); no model file needs that many"
    case .numberOutOfRange(let number, let offset):
      "the number \(number.prefix(40)) at byte \(offset) is too large"
    case .badEscape(let offset):
      "not JSON: a backslash sequence without meaning at byte \(offset)"
    case .notUTF8(let offset):
      "not JSON: the string that begins at byte \(offset) is not UTF-8"
    case .meaning(let message): message
    }
  }

  private static func name(of byte: UInt8) -> String {
    (0x20..<0x7F).contains(byte)
      ? "`\(Character(UnicodeScalar(byte)))`" : "the byte 0x" + String(byte, radix: 16)
  }
}

/// A strict parser for JSON from untrusted files: bounded in depth and in the number of values,
/// so that neither the stack nor memory depends on what a file claims.
public struct JSONParser {
  /// Levels of arrays and objects; Keras' deepest files have about a dozen.
  public static let maximumDepth = 64
  /// Values and keys in one text. Each costs up to about 150 bytes in memory.
  public static let maximumValues = 250_000

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var valueCount = 0

  /// Parses exactly one value, with white space around it.
  public static func parse(_ bytes: some Collection<UInt8>) throws(JSONProblem) -> JSONValue {
    let result = bytes.withContiguousStorageIfAvailable { parse(buffer: $0) }
    return try (result ?? Array(bytes).withUnsafeBufferPointer { parse(buffer: $0) }).get()
  }

  /// Parses exactly one value, with white space around it.
  public static func parse(_ text: String) throws(JSONProblem) -> JSONValue {
    try parse(Array(text.utf8))
  }

  private static func parse(buffer: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONProblem> {
    var parser = JSONParser(bytes: buffer)
    do {
      let value = try parser.value(depth: 0)
      parser.skipSpace()
      guard parser.offset == buffer.count else {
        return .failure(parser.unexpected("the end of the text"))
      }
      return .success(value)
    } catch {
      return .failure(error)
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private func unexpected(_ expected: String) -> JSONProblem {
    .unexpected(found: current, expected: expected, offset: offset)
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      offset += 1
    }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func countValue() throws(JSONProblem) {
    valueCount += 1
    if valueCount > Self.maximumValues {
      throw .tooManyValues(limit: Self.maximumValues, offset: offset)
    }
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    skipSpace()
    try countValue()
    switch current {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"): return try number()
    case .some(0x30...0x39): return try number()
    default: throw unexpected("a value")
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    for byte in word.utf8 {
      guard current == byte else { throw unexpected("`\(word)`") }
      offset += 1
    }
    return value
  }

  private mutating func array(depth: Int) throws(JSONProblem) -> [JSONValue] {
    guard depth <= Self.maximumDepth else {
      throw .tooDeep(limit: Self.maximumDepth, offset: offset)
    }
    offset += 1
    var values: [JSONValue] = []
    skipSpace()
    if skip("]") { return values }
    while true {
      values.append(try value(depth: depth))
      skipSpace()
      if skip("]") { return values }
      guard skip(",") else { throw unexpected("`,` or `]`") }
    }
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> JSONObject {
    guard depth <= Self.maximumDepth else {
      throw .tooDeep(limit: Self.maximumDepth, offset: offset)
    }
    offset += 1
    var object = JSONObject()
    skipSpace()
    if skip("}") { return object }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw unexpected("a key in quotes") }
      let start = offset
      let key = try string()
      try countValue()
      skipSpace()
      guard skip(":") else { throw unexpected("`:`") }
      guard object[key] == nil else { throw .duplicateKey(key, offset: start) }
      object[key] = try value(depth: depth)
      skipSpace()
      if skip("}") { return object }
      guard skip(",") else { throw unexpected("`,` or `}`") }
    }
  }

  private mutating func string() throws(JSONProblem) -> String {
    let start = offset
    offset += 1
    var content: [UInt8] = []
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        guard let string = String(validating: content, as: UTF8.self) else {
          throw .notUTF8(offset: start)
        }
        return string
      case UInt8(ascii: "\\"): content.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw unexpected("a character of a string")
      default:
        content.append(byte)
        offset += 1
      }
    }
    throw unexpected("the closing quote of a string")
  }

  private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
    let start = offset
    offset += 1
    guard let letter = current else { throw unexpected("an escaped character") }
    offset += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // Half of a surrogate pair: the other half must follow at once.
      guard first < 0xDC00, skip("\\"), skip("u") else { throw .badEscape(offset: start) }
      let second = try hexadecimal()
      guard (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      else { throw .badEscape(offset: start) }
      return scalar
    default: throw .badEscape(offset: start)
    }
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }

  private mutating func digits() throws(JSONProblem) {
    let start = offset
    while let byte = current, (0x30...0x39).contains(byte) { offset += 1 }
    if offset == start { throw unexpected("a digit") }
  }

  private mutating func number() throws(JSONProblem) -> JSONValue {
    let start = offset
    _ = skip("-")
    if !skip("0") { try digits() }
    let wholeEnd = offset
    if skip(".") { try digits() }
    if skip("e") || skip("E") {
      if !skip("+") { _ = skip("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if offset == wholeEnd, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      throw .numberOutOfRange(text, offset: start)
    }
    return .number(number)
  }
}

extension FileError.Problem {
  /// The problem of JSON text.
  public static func json(_ problem: JSONProblem) -> Self { .content(problem) }
}
