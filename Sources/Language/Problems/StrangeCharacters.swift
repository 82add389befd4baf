/// Characters that a text outside of its strings and comments must not have, because nobody sees
/// them or sees something else.
enum StrangeCharacters {
  /// The first one among bytes of the language, with its place.
  static func first(in range: Range<Int>, of bytes: [UInt8]) -> (problem: Problem, at: Range<Int>)?
  {
    guard bytes[range].contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "'") }) else {
      return nil
    }
    var start = range.lowerBound
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
      let end = start + UTF8.width(scalar)
      if let problem = problem(of: scalar) { return (problem, start..<end) }
      start = end
    }
    return nil
  }

  static func problem(of scalar: Unicode.Scalar) -> Problem? {
    if isQuote(scalar) { return .wrongQuote(describe(scalar)) }
    guard isInvisible(scalar) else { return nil }
    return .invisibleCharacter(
      code(of: scalar), name: scalar.properties.name ?? scalar.properties.nameAlias,
      isBlank: scalar.properties.isWhitespace)
  }

  /// What is taken for the quote of a string, and is none.
  private static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || (0x2018...0x201F).contains(scalar.value)
  }

  /// No-break and other foreign blanks, zero-width characters, marks of byte order and direction.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
    default:
      // Fillers and variation selectors; the blank pattern of Braille.
      return scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0x2800
    }
  }

  /// A character in words, also where it cannot be shown.
  static func describe(_ scalar: Unicode.Scalar) -> String {
    if scalar.value == 0 { return "NUL byte" }
    let code = code(of: scalar)
    if scalar.value < 0x20 || scalar.value == 0x7F { return "control character \(code)" }
    return scalar.isASCII ? "character `\(scalar)`" : "character `\(scalar)` (\(code))"
  }

  /// `U+200B`.
  static func code(of scalar: Unicode.Scalar) -> String {
    let number = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - number.count)) + number
  }
}
