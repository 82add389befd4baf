import Platform

/// A line that is edited, with the cursor's place in it: both in Unicode scalars.
package struct LineState: Equatable, Sendable {
  package var text: [wchar_t]
  package var cursor: Int

  package init(text: [wchar_t] = [], cursor: Int = 0) {
    self.text = text
    self.cursor = cursor
  }

  static let space = wchar_t(0x20)
  static let lineFeed = wchar_t(0x0A)

  /// The line of the block that the cursor is on, without its newline.
  package var lineBounds: Range<Int> {
    let start = text[..<cursor].lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? 0
    let end = text[cursor...].firstIndex(of: Self.lineFeed) ?? text.count
    return start..<end
  }

  // MARK: - Words

  /// From the last blank before the word that the cursor is at or behind, on the same line.
  package var blankWordBefore: Range<Int> { word { $0 != Self.space } }

  /// The same with words as libedit's moves have them.
  package var wordBefore: Range<Int> { word(Self.isPartOfWord) }

  /// Up to the end of the word that the cursor is in or before.
  package var wordAfter: Range<Int> {
    var end = cursor
    while end < text.count, !Self.isPartOfWord(text[end]) { end += 1 }
    while end < text.count, Self.isPartOfWord(text[end]) { end += 1 }
    return cursor..<end
  }

  private func word(_ belongs: (wchar_t) -> Bool) -> Range<Int> {
    let first = lineBounds.lowerBound
    var start = cursor
    while start > first, !belongs(text[start - 1]) { start -= 1 }
    while start > first, belongs(text[start - 1]) { start -= 1 }
    return start..<cursor
  }

  /// Letters, digits, and what libedit takes for part of a word, too.
  private static func isPartOfWord(_ character: wchar_t) -> Bool {
    guard let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: character)) else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "*?_-.[]~=".unicodeScalars.contains(scalar)
  }

  // MARK: - Changes

  /// The same without a part; the cursor stands where it was.
  package func without(_ range: Range<Int>) -> LineState {
    LineState(
      text: Array(text[..<range.lowerBound] + text[range.upperBound...]), cursor: range.lowerBound)
  }
}
