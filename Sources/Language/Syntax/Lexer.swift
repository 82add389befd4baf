/// Cuts a text into tokens, one at a time, so that the parser can read a path or the inside of a
/// string in its own way where one may stand.
package struct Lexer: Sendable {
  package let bytes: [UInt8]
  package var offset = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The next token. Line ends are tokens only where they end a statement.
  package mutating func next(newlinesCount: Bool) -> Token {
    let before = offset
    skipBlanks(newlinesCount: newlinesCount)
    let start = offset
    let kind = scan()
    return Token(kind: kind, range: start..<offset, followsBlank: start > before)
  }

  private mutating func skipBlanks(newlinesCount: Bool) {
    while let byte = byte(at: offset) {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): offset += 1
      case UInt8(ascii: "\n") where !newlinesCount: offset += 1
      case UInt8(ascii: "#"):
        while let next = self.byte(at: offset), next != UInt8(ascii: "\n") { offset += 1 }
      default: return
      }
    }
  }

  private mutating func scan() -> Token.Kind {
    guard let byte = byte(at: offset) else { return .end }
    switch byte {
    case UInt8(ascii: "\n"):
      offset += 1
      return .newline
    case UInt8(ascii: "\""):
      offset += 1
      return .quote
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    case _ where Self.startsName(byte): return name()
    default: return symbol(byte)
    }
  }

  private mutating func name() -> Token.Kind {
    let start = offset
    while let byte = byte(at: offset), Self.continuesName(byte) { offset += 1 }
    if let strange = StrangeCharacters.first(in: start..<offset, of: bytes) {
      return .invalid(strange.problem, at: strange.at)
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    // Beyond ASCII a name has letters, no dashes or signs that look like those of ASCII.
    if let stranger = text.unicodeScalars.first(where: {
      !$0.isASCII && !$0.properties.isAlphabetic && !$0.properties.isGraphemeExtend
    }) {
      return .invalid(
        .unexpectedCharacter(StrangeCharacters.describe(stranger)), at: start..<offset)
    }
    return .name(text)
  }

  private mutating func number() -> Token.Kind {
    let start = offset
    skipDigits()
    // The point of `5...9` belongs to the range.
    if byte(at: offset) == UInt8(ascii: "."), Self.isDigit(byte(at: offset + 1)) {
      offset += 1
      skipDigits()
    }
    if let exponent = byte(at: offset), exponent | 0x20 == UInt8(ascii: "e") {
      var end = offset + 1
      if let sign = byte(at: end), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        end += 1
      }
      if Self.isDigit(byte(at: end)) {
        offset = end
        skipDigits()
      }
    }
    if let next = byte(at: offset), Self.continuesName(next) {
      while let next = byte(at: offset), Self.continuesName(next) { offset += 1 }
      if let strange = StrangeCharacters.first(in: start..<offset, of: bytes) {
        return .invalid(strange.problem, at: strange.at)
      }
      let text = String(decoding: bytes[start..<offset], as: UTF8.self)
      return .invalid(.malformedNumber(text), at: start..<offset)
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let value = Number(text) else {
      return .invalid(.numberTooLarge(text), at: start..<offset)
    }
    return .number(value)
  }

  private mutating func skipDigits() {
    while Self.isDigit(byte(at: offset)) { offset += 1 }
  }

  /// Longest first, as the cases are ordered.
  private mutating func symbol(_ first: UInt8) -> Token.Kind {
    for symbol in Self.symbols[Int(first)] {
      let text = symbol.rawValue.utf8
      if bytes[offset...].starts(with: text) {
        offset += text.count
        return .symbol(symbol)
      }
    }
    let scalar = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self)
      .unicodeScalars.first
    offset += 1
    let problem = scalar.flatMap(StrangeCharacters.problem)
    return .invalid(
      problem ?? .unexpectedCharacter(scalar.map(StrangeCharacters.describe) ?? "end"),
      at: offset - 1..<offset)
  }

  private static let symbols = (0..<256).map { first in
    Token.Symbol.allCases.filter { $0.rawValue.utf8.first.map(Int.init) == first }
  }

  static func isDigit(_ byte: UInt8?) -> Bool { byte.map { 48...57 ~= $0 } ?? false }

  package static func startsName(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Whether a text is a name as a whole.
  package static func isName(_ text: String) -> Bool {
    text.utf8.first.map(startsName) == true && text.utf8.allSatisfy(continuesName)
  }
  package static func continuesName(_ byte: UInt8) -> Bool { startsName(byte) || isDigit(byte) }
}
