/// The header of a `.npy` file: a Python dictionary literal, read strictly.
///
/// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
struct NumPyHeader {
  var type: ElementType
  var isColumnMajor: Bool
  var isBigEndian: Bool
  var shape: [Int]

  /// Parses the text `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
  init(_ text: ArraySlice<UInt8>) throws(NumPyProblem) {
    var reader = Reader(rest: text)
    try reader.expect("{")
    var descr: String?
    var order: Bool?
    var extents: [Int]?
    while !reader.skip("}") {
      let key = try reader.string()
      try reader.expect(":")
      switch key {
      case "descr" where descr == nil: descr = try reader.type()
      case "fortran_order" where order == nil: order = try reader.bool()
      case "shape" where extents == nil: extents = try reader.tuple()
      default: throw .header("the key '\(key.prefix(40))' has no meaning, or comes twice")
      }
      if !reader.skip(",") {
        try reader.expect("}")
        break
      }
    }
    guard reader.isAtEnd else { throw .header("there is text after the closing brace") }
    guard let descr, let order, let extents else {
      throw .header("one of the keys 'descr', 'fortran_order', 'shape' is missing")
    }
    guard let type = Self.type(descr) else { throw .unsupportedType(descr) }
    self.type = type
    isBigEndian = descr.first == ">" && type.size > 1
    isColumnMajor = order
    shape = extents
  }

  /// The type by its name with or without the letter of the byte order, which means nothing for
  /// types of one byte: C++ and MATLAB write `<u1` where NumPy writes `|u1`.
  private static func type(_ descr: String) -> ElementType? {
    let hasOrder = descr.first.map { "<>|=".contains($0) } ?? false
    return types[String(descr.dropFirst(hasOrder ? 1 : 0))]
  }

  private static let types: [String: ElementType] = [
    "f2": .float16, "f4": .float32, "f8": .float64, "i1": .int8, "i2": .int16, "i4": .int32,
    "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64, "b1": .bool,
  ]

  private struct Reader {
    var rest: ArraySlice<UInt8>

    /// What Python takes for white space between tokens.
    private static func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    mutating func skipSpace() {
      while let byte = rest.first, Self.isSpace(byte) { rest.removeFirst() }
    }

    var isAtEnd: Bool { rest.allSatisfy(Self.isSpace) }

    mutating func skip(_ text: String) -> Bool {
      skipSpace()
      guard rest.starts(with: text.utf8) else { return false }
      rest.removeFirst(text.utf8.count)
      return true
    }

    mutating func expect(_ text: String) throws(NumPyProblem) {
      guard skip(text) else { throw .header("`\(text)` is missing") }
    }

    mutating func string() throws(NumPyProblem) -> String {
      skipSpace()
      guard let quote = rest.first, quote == 0x27 || quote == 0x22 else {
        throw .header("a string is missing")
      }
      rest.removeFirst()
      guard let end = rest.firstIndex(of: quote) else { throw .header("a quote is not closed") }
      let content = rest[..<end]
      guard content.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x5C }) else {
        throw .header("a string has characters that do not belong there")
      }
      rest = rest[(end + 1)...]
      return String(decoding: content, as: UTF8.self)
    }

    /// The name of a type; that of a structured one is a list of its fields.
    mutating func type() throws(NumPyProblem) -> String {
      guard skip("[") else { return try string() }
      throw .structuredType(field: skip("(") ? try string() : nil)
    }

    mutating func bool() throws(NumPyProblem) -> Bool {
      if skip("True") { return true }
      if skip("False") { return false }
      throw .header("`fortran_order` is neither True nor False")
    }

    mutating func tuple() throws(NumPyProblem) -> [Int] {
      try expect("(")
      var extents: [Int] = []
      while !skip(")") {
        skipSpace()
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        guard let extent = Int(String(decoding: digits, as: UTF8.self)) else {
          throw .header("an extent of the shape is no whole number, or too large")
        }
        // NumPy itself has at most 64 axes.
        guard extents.count < 64 else { throw .header("the shape has more than 64 axes") }
        rest.removeFirst(digits.count)
        // Python 2 wrote its long integers so.
        _ = rest.first == UInt8(ascii: "L") ? rest.popFirst() : nil
        extents.append(extent)
        if !skip(",") {
          guard extents.count > 1 else { throw .header("a shape of one axis needs a comma") }
          try expect(")")
          break
        }
      }
      return extents
    }
  }
}
