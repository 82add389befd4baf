import CEditLine

/// What Ganbook's own commands do to the line. libedit's `bind` knows them by name, so ~/.editrc
/// can use them.
extension LineEditor {
  enum Command: Int, CaseIterable {
    case accept, newline, paste, complete, list, previous, next, resize, closeBlock
    case lineStart, lineEnd
    case killBefore, killAfter, killBlankWord, killWord, killNextWord, yank, undo, lastWord

    var name: String {
      switch self {
      case .accept: "ganbook-accept"
      case .newline: "ganbook-newline"
      case .paste: "ganbook-paste"
      case .complete: "ganbook-complete"
      case .list: "ganbook-list"
      case .previous: "ganbook-previous"
      case .next: "ganbook-next"
      case .resize: "ganbook-resize"
      case .closeBlock: "ganbook-close-block"
      case .lineStart: "ganbook-line-start"
      case .lineEnd: "ganbook-line-end"
      case .killBefore: "ganbook-kill-before"
      case .killAfter: "ganbook-kill-after"
      case .killBlankWord: "ganbook-kill-blank-word"
      case .killWord: "ganbook-kill-word"
      case .killNextWord: "ganbook-kill-next-word"
      case .yank: "ganbook-yank"
      case .undo: "ganbook-undo"
      case .lastWord: "ganbook-last-word"
      }
    }

    var help: String {
      switch self {
      case .accept: "Run the block, or begin a new line while a bracket is open"
      case .newline: "Begin a new line"
      case .paste: "Insert what the terminal pastes"
      case .complete: "Complete the word before the cursor"
      case .list: "Draw the list of completions"
      case .previous: "Line above, or older entry with the same beginning"
      case .next: "Line below, or newer entry with the same beginning"
      case .resize: "Draw anew for the terminal's size"
      case .closeBlock: "Close a block"
      case .lineStart: "Start of the line"
      case .lineEnd: "End of the line"
      case .killBefore: "Kill to the beginning of the line"
      case .killAfter: "Kill to the end of the line"
      case .killBlankWord: "Kill back to the blank"
      case .killWord: "Kill the word before"
      case .killNextWord: "Kill the word after"
      case .yank: "Insert what was killed last"
      case .undo: "Take back an edit"
      case .lastWord: "Insert the last word of an older entry"
      }
    }
  }

  static let refresh = Int32(CEDITOR_REFRESH)
  static let beep = Int32(CEDITOR_BEEP)
  private static let nothing = Int32(CEDITOR_NOTHING)

  func run(_ command: Command) -> Int32 {
    switch command {
    case .accept: accept()
    case .newline: newline()
    case .paste: paste()
    case .complete: complete()
    case .list: drawList()
    case .previous: previous()
    case .next: next()
    case .resize: resize()
    case .closeBlock: closeBlock()
    case .lineStart: moveTo(lineBounds.lowerBound)
    case .lineEnd: moveTo(lineBounds.upperBound)
    case .killBefore: kill(lineBounds.lowerBound..<line.cursor)
    case .killAfter: killAfter()
    case .killBlankWord: kill(line.blankWordBefore)
    case .killWord: kill(line.wordBefore)
    case .killNextWord: kill(line.wordAfter)
    case .yank: yank()
    case .undo: undo()
    case .lastWord: insertLastWord()
    }
  }

  private func accept() -> Int32 {
    guard host.isComplete(WideText.string(line.text)) else { return newline() }
    reader.push(.accept)
    return Self.nothing
  }

  private func newline() -> Int32 {
    let depth = BlockCompleteness.depth(of: WideText.string(line.text.prefix(line.cursor)))
    insert("\n" + String(repeating: "  ", count: min(max(depth, 0), 16)))
    return Self.refresh
  }

  private func paste() -> Int32 {
    var text = reader.takePaste()
    // A newline at the end would leave the cursor on an empty line below.
    while text.hasSuffix("\n") { text.removeLast() }
    guard !text.isEmpty else { return Self.nothing }
    insert(text)
    return Self.refresh
  }

  /// `}` as the first character of its line goes back one level.
  private func closeBlock() -> Int32 {
    let (text, cursor) = (line.text, line.cursor)
    let indentation = text[lineBounds.lowerBound..<cursor]
    if indentation.count >= 2, indentation.allSatisfy({ $0 == LineState.space }) {
      deleteBeforeCursor(2)
    }
    insert("}")
    return Self.refresh
  }

  // MARK: - Moving

  var lineBounds: Range<Int> { line.lineBounds }

  func moveTo(_ position: Int) -> Int32 {
    moveCursor(position - line.cursor)
    return Self.refresh
  }

  private func previous() -> Int32 {
    let (text, cursor) = (line.text, line.cursor)
    let bounds = lineBounds
    if bounds.lowerBound > 0 {
      let above =
        text[..<(bounds.lowerBound - 1)].lastIndex(of: LineState.lineFeed).map { $0 + 1 } ?? 0
      return moveTo(min(above + cursor - bounds.lowerBound, bounds.lowerBound - 1))
    }
    let shown = history.previous(
      line: WideText.string(text), beforeCursor: WideText.string(text[..<cursor]))
    return show(shown)
  }

  private func next() -> Int32 {
    let (text, cursor) = (line.text, line.cursor)
    let bounds = lineBounds
    if bounds.upperBound < text.count {
      let below = bounds.upperBound + 1
      let end = text[below...].firstIndex(of: LineState.lineFeed) ?? text.count
      return moveTo(min(below + cursor - bounds.lowerBound, end))
    }
    return show(history.next(line: WideText.string(text)))
  }

  private func show(_ entry: String?) -> Int32 {
    guard let entry else { return Self.beep }
    replaceLine(with: entry)
    return Self.refresh
  }

  func replaceLine(with entry: String) {
    let count = line.text.count
    moveCursor(count - line.cursor)
    deleteBeforeCursor(count)
    insert(entry)
  }

  // MARK: - Completion

  private func complete() -> Int32 {
    let (text, cursor) = (line.text, line.cursor)
    let completions = host.complete(WideText.string(text), cursor)
    let typed = WideText.string(text[..<cursor].suffix(completions.replacing))
    guard let addition = completions.addition(to: typed) else { return Self.beep }
    if !addition.text.isEmpty {
      deleteBeforeCursor(completions.replacing)
      insert(addition.text)
    }
    if addition.isFinal || addition.text.count > typed.count { return Self.refresh }
    // First the cursor to the end, so that the list comes below all lines of the block.
    listing = (completions.table(columns: columns), line.text.count - line.cursor)
    moveCursor(line.text.count - line.cursor)
    reader.push(.list)
    return Self.refresh
  }

  private func drawList() -> Int32 {
    guard let listing else { return Self.nothing }
    self.listing = nil
    writeToTerminal("\r\n" + listing.lines.joined(separator: "\r\n") + "\r\n")
    moveCursor(-listing.cursor)
    redraw()
    return Self.nothing
  }

  // MARK: - Size

  /// Goes up to the prompt as the terminal has wrapped it anew, clears what is below, and draws
  /// again.
  private func resize() -> Int32 {
    let (text, cursor) = (line.text, line.cursor)
    let before = String(repeating: " ", count: promptWidth) + WideText.string(text[..<cursor])
    let rows = ScreenLayout.rows(before: before, columns: host.columns())
    writeToTerminal("\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J")
    takeSizeOver()
    redraw()
    return Self.nothing
  }
}
