import CEditLine
import Platform

// The line that is edited, as libedit has it.

extension LineEditor {
  /// The text and the cursor's place in it, in Unicode scalars.
  var line: (text: [wchar_t], cursor: Int) {
    guard let editor else { return ([], 0) }
    var text: UnsafePointer<wchar_t>?
    var length: Int32 = 0
    var cursor: Int32 = 0
    ceditor_line(editor, &text, &length, &cursor)
    return (Array(UnsafeBufferPointer(start: text, count: Int(length))), Int(cursor))
  }

  func insert(_ text: String) {
    guard let editor, !text.isEmpty else { return }
    _ = ceditor_insert(editor, WideText.terminated(text))
  }

  func deleteBeforeCursor(_ count: Int) {
    guard let editor else { return }
    ceditor_delete_before_cursor(editor, Int32(clamping: count))
  }

  func moveCursor(_ count: Int) {
    guard let editor else { return }
    ceditor_move_cursor(editor, Int32(clamping: count))
  }

  func redraw() {
    guard let editor else { return }
    ceditor_redraw(editor)
  }
}
