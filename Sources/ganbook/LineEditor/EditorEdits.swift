import CEditLine

// Killing, yanking and undoing, as readline does it.

extension LineEditor {
  func kill(_ range: Range<Int>) -> Int32 {
    guard !range.isEmpty else { return Self.beep }
    killed.kill(range, of: line)
    moveCursor(range.upperBound - line.cursor)
    deleteBeforeCursor(range.count)
    return Self.refresh
  }

  /// At the end of a line, its newline: what is below comes up.
  func killAfter() -> Int32 {
    let (cursor, end) = (line.cursor, lineBounds.upperBound)
    return kill(cursor..<(cursor == end ? min(end + 1, line.text.count) : end))
  }

  func yank() -> Int32 {
    guard !killed.text.isEmpty else { return Self.beep }
    insert(WideText.string(killed.text))
    return Self.refresh
  }

  func undo() -> Int32 {
    guard let state = undoList.undo() else { return Self.beep }
    replaceLine(with: WideText.string(state.text))
    return moveTo(state.cursor)
  }

  func insertLastWord() -> Int32 {
    guard let (word, replacing) = lastWords.next(for: line, in: history.entries) else {
      return Self.beep
    }
    deleteBeforeCursor(replacing)
    insert(word)
    return Self.refresh
  }
}
