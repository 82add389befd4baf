import Platform

/// What the line was before each edit, for going back.
///
/// Characters that are typed in a row are one edit, up to twenty, as in readline.
package struct UndoList: Sendable {
  private var states: [LineState] = []
  private var present = LineState()
  /// How many characters of the present edit were typed in a row.
  private var typed = 0

  private static let longestRow = 20
  /// More than somebody takes back; each is a copy of the line.
  private static let mostStates = 200

  package init() {}

  /// The line as it is now; called before each key.
  package mutating func note(_ text: UnsafeBufferPointer<wchar_t>, cursor: Int) {
    if isPresent(text[...]) {
      if cursor != present.cursor { typed = 0 }
      present.cursor = cursor
      return
    }
    let before = present.cursor
    let isTyped =
      cursor == before + 1 && text.count == present.text.count + 1
      && text[..<before].elementsEqual(present.text[..<before])
      && text[cursor...].elementsEqual(present.text[before...])
    if isTyped, typed > 0, typed < Self.longestRow {
      typed += 1
      present.text.insert(text[before], at: before)
      present.cursor = cursor
      return
    }
    if states.count == Self.mostStates { states.removeFirst() }
    states.append(present)
    typed = isTyped ? 1 : 0
    present = LineState(text: Array(text), cursor: cursor)
  }

  private func isPresent(_ text: Slice<UnsafeBufferPointer<wchar_t>>) -> Bool {
    text.count == present.text.count && text.elementsEqual(present.text)
  }

  /// - Returns: the line before the last edit; nil where there was none.
  package mutating func undo() -> LineState? {
    guard let state = states.popLast() else { return nil }
    (present, typed) = (state, 0)
    return state
  }
}
