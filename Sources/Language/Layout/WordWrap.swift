/// Breaks lines at words for a window of some width, with the rest of a line set in.
package enum WordWrap {
  /// Lines longer than this are hard to read, however wide a window is.
  package static let widest = 100

  /// A space that no line is broken at; it comes out as a plain one.
  package static let fixedSpace: Character = "\u{A0}"

  /// The text with each line that is too long broken.
  ///
  /// Further lines stand under the second column, where the line has two (parted by two spaces or more) and
  /// there is room; otherwise a little further in. A word that is longer than a line is broken behind a
  /// `|`, or left whole: a path or a digest is to be copied.
  package static func text(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      lines(of: String($0), columns: columns)
    }.joined(separator: "\n")
  }

  package static func lines(
    of line: String, columns: Int, width: (String) -> Int = { $0.count }
  ) -> [String] {
    guard width(line) > columns else { return [plain(line)] }
    let indent = hangingIndent(of: line, columns: columns)
    var lines: [String] = []
    var current = ""
    for piece in pieces(of: line, room: max(columns - indent, 1)) {
      // Spaces at the end of a line take no room.
      if width(trimmed(current + piece)) > columns, current.contains(where: { $0 != " " }) {
        lines.append(plain(trimmed(current)))
        current =
          String(repeating: " ", count: indent)
          + piece.drop { $0 == " " }
      } else {
        current += piece
      }
    }
    return lines + [plain(trimmed(current))]
  }

  /// Where further lines of a line begin.
  private static func hangingIndent(of line: String, columns: Int) -> Int {
    let leading = line.prefix { $0 == " " }.count
    var spaces = 0
    for (index, character) in line.enumerated().dropFirst(leading) {
      if character != " ", spaces > 1 {
        if index <= columns / 2 { return index }
        break
      }
      spaces = character == " " ? spaces + 1 : 0
    }
    // A line with another column before its break, or one that begins at the margin, is set in.
    return min(leading + (leading == 0 || spaces > 1 ? 4 : 0), columns / 4)
  }

  /// Spaces with the word behind them; words that fit no line in parts.
  private static func pieces(of line: String, room: Int) -> [String] {
    var pieces: [String] = []
    var current = ""
    for character in line {
      if character == " ", let last = current.last, last != " " {
        pieces.append(current)
        current = ""
      }
      current.append(character)
    }
    pieces.append(current)
    return pieces.flatMap { piece in
      piece.count > room ? parts(of: piece) : [piece]
    }
  }

  private static func parts(of word: String) -> [String] {
    var parts: [String] = []
    var current = ""
    for character in word {
      current.append(character)
      if character == "|" {
        parts.append(current)
        current = ""
      }
    }
    return current.isEmpty ? parts : parts + [current]
  }

  private static func plain(_ line: String) -> String {
    String(line.map { $0 == fixedSpace ? " " : $0 })
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
