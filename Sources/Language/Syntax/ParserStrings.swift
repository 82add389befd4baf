extension Parser {
  /// A string, from its opening quote on: text, escapes and `{expression:format}`.
  mutating func string() throws(Fault) -> Expression {
    let opening = token.range
    try enter(at: opening)
    defer { leave() }
    var parts: [StringPart] = []
    var text: [UInt8] = []
    var offset = opening.upperBound
    func flush() {
      guard !text.isEmpty else { return }
      parts.append(.text(String(decoding: text, as: UTF8.self)))
      text = []
    }
    while true {
      guard let byte = lexer.byte(at: offset), byte != 0x0A, byte != 0x0D else {
        throw Fault(.unterminatedString, at: opening)
      }
      switch byte {
      case UInt8(ascii: "\""):
        flush()
        resume(at: offset + 1)
        return Expression(kind: .string(parts), range: opening.lowerBound..<offset + 1)
      case UInt8(ascii: "\\"): try escape(at: &offset, into: &text)
      case UInt8(ascii: "{") where lexer.byte(at: offset + 1) == UInt8(ascii: "{"),
        UInt8(ascii: "}") where lexer.byte(at: offset + 1) == UInt8(ascii: "}"):
        text.append(byte)
        offset += 2
      case UInt8(ascii: "{"):
        flush()
        parts.append(try interpolation(at: &offset))
      case UInt8(ascii: "}"):
        throw Fault(
          .expected("`}}` for a brace in a string", found: "`}`"), at: offset..<offset + 1)
      case 0..<0x20 where byte != 0x09, 0x7F:
        throw Fault(
          .unexpectedCharacter(StrangeCharacters.describe(Unicode.Scalar(byte))),
          at: offset..<offset + 1)
      default:
        text.append(byte)
        offset += 1
      }
    }
  }

  private func escape(at offset: inout Int, into text: inout [UInt8]) throws(Fault) {
    let start = offset
    let letter = lexer.byte(at: offset + 1)
    offset += 2
    switch letter {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "\"")?, UInt8(ascii: "\\")?, UInt8(ascii: "{")?, UInt8(ascii: "}")?:
      text.append(lexer.bytes[start + 1])
    case UInt8(ascii: "u") where lexer.byte(at: offset) == UInt8(ascii: "{"):
      var end = offset + 1
      while let byte = lexer.byte(at: end), Lexer.continuesName(byte), end - offset < 8 { end += 1 }
      let digits = source[offset + 1..<end]
      guard lexer.byte(at: end) == UInt8(ascii: "}"), let code = UInt32(digits, radix: 16),
        let scalar = Unicode.Scalar(code)
      else { throw Fault(.unknownEscape(source[start..<end]), at: start..<end) }
      text.append(contentsOf: String(Character(scalar)).utf8)
      offset = end + 1
    default:
      // Up to the end of a character of several bytes.
      var end = min(offset, lexer.bytes.count)
      while let byte = lexer.byte(at: end), byte & 0xC0 == 0x80 { end += 1 }
      throw Fault(.unknownEscape(source[start..<end]), at: start..<end)
    }
  }

  private mutating func interpolation(at offset: inout Int) throws(Fault) -> StringPart {
    let opening = offset..<offset + 1
    let saved = (newlinesCount, blanksSeparate)
    (newlinesCount, blanksSeparate) = (true, false)
    defer { (newlinesCount, blanksSeparate) = saved }
    resume(at: offset + 1)
    let value = try expression()
    if isSymbol(.closeBrace) {
      offset = token.range.upperBound
      return .value(value, .plain)
    }
    guard isSymbol(.colon) else {
      if token.kind == .newline || token.kind == .end { throw Fault(.unclosed("{"), at: opening) }
      throw unexpected("`}` or `:`")
    }
    let start = token.range.upperBound
    var end = start
    while let byte = lexer.byte(at: end), byte != UInt8(ascii: "}"), byte != 0x0A,
      byte != UInt8(ascii: "\"")
    {
      end += 1
    }
    guard lexer.byte(at: end) == UInt8(ascii: "}") else { throw Fault(.unclosed("{"), at: opening) }
    guard let format = ValueFormat(source[start..<end]) else {
      throw Fault(.malformedFormat(source[start..<end]), at: start..<max(end, start + 1))
    }
    offset = end + 1
    return .value(value, format)
  }
}
