import CEditLine
import Platform

// The line that is edited, as libedit has it.

extension LineEditor {
  var line: LineState {
    withLine { LineState(text: Array($0), cursor: $1) }
  }

  /// For what is looked at before each key, without a copy.
  func withLine<Result>(
    _ body: (_ text: UnsafeBufferPointer<wchar_t>, _ cursor: Int) -> Result
  ) -> Result {
    var text: UnsafePointer<wchar_t>?
    var length: Int32 = 0
    var cursor: Int32 = 0
    if let editor { ceditor_line(editor, &text, &length, &cursor) }
    return body(UnsafeBufferPointer(start: text, count: Int(length)), Int(cursor))
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
