import Platform

/// The last words of the entries before, one after the other.
package struct LastWords: Sendable {
  /// The line as it is with the word shown last, and that word.
  private var shown: (line: LineState, index: Int, length: Int)?

  package init() {}

  /// The next word to insert before the cursor: that of the newest entry, or, in a row, of the one
  /// before that.
  ///
  /// - Returns: the word, and how many characters before the cursor it takes the place of; nil where
  ///   there is no further entry.
  package mutating func next(
    for line: LineState, in entries: [String]
  ) -> (word: String, replacing: Int)? {
    let row = shown.flatMap { $0.line == line ? $0 : nil }
    let index = (row?.index ?? entries.count) - 1
    guard entries.indices.contains(index), let word = Self.lastWord(of: entries[index]) else {
      return nil
    }
    let replacing = row?.length ?? 0
    let characters = WideText.characters(word)
    var changed = line
    changed.text.replaceSubrange(line.cursor - replacing..<line.cursor, with: characters)
    changed.cursor += characters.count - replacing
    shown = (changed, index, characters.count)
    return (word, replacing)
  }

  /// Up to the last blank; what stands between quotes belongs together.
  static func lastWord(of entry: String) -> String? {
    var word = ""
    var last: String?
    var isQuoted = false
    for character in entry {
      if character == "\"" { isQuoted.toggle() }
      if character.isWhitespace, !isQuoted {
        word = ""
      } else {
        word.append(character)
        last = word
      }
    }
    return last
  }
}
