/// What a terminal pastes, made fit for the line.
package enum PastedText {
  /// Newlines as `\n` (terminals send CR), tabs as two spaces, no other control characters, no
  /// prompts of a transcript.
  package static func cleaned(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var afterCarriageReturn = false
    for scalar in text.unicodeScalars {
      defer { afterCarriageReturn = scalar == "\r" }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n": if !afterCarriageReturn { scalars.append("\n") }
      case "\t": scalars.append(contentsOf: "  ".unicodeScalars)
      default: if !isControl(scalar) { scalars.append(scalar) }
      }
    }
    return withoutPrompts(String(scalars))
  }

  /// Control characters, and what changes the direction of the text: a pasted line must be what it
  /// looks like.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The cells of a pasted transcript: each line after a `gan:12>` or `gan:12 slower>` prompt, with the lines that
  /// finish its block. The lines between are what those cells printed. Text without prompts stays
  /// as it is.
  package static func withoutPrompts(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: { cell(in: $0) != nil }) else { return text }
    var kept: [String] = []
    var open = ""
    for (index, line) in lines.enumerated() {
      if let cell = cell(in: line) {
        kept.append(cell)
        open = cell
      } else if index == 0 || BlockCompleteness.depth(of: open) > 0 {
        // A selection may begin in the middle of a line.
        kept.append(String(line))
        open += "\n" + line
      }
    }
    return kept.joined(separator: "\n")
  }

  private static func cell(in line: Substring) -> String? {
    let unindented = line.drop(while: { $0 == " " })
    guard unindented.hasPrefix("gan:") else { return nil }
    let digits = unindented.dropFirst(4).prefix(while: { $0.isASCII && $0.isNumber })
    var rest = unindented.dropFirst(4 + digits.count)
    // The line of the run, which is one word.
    if rest.hasPrefix(" ") { rest = rest.dropFirst().drop { $0 != " " && $0 != ">" } }
    guard !digits.isEmpty, rest.first == ">" else { return nil }
    return String(rest.dropFirst(rest.hasPrefix("> ") ? 2 : 1))
  }
}
