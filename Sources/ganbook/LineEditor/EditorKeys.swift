import CEditLine

// Which key does what.

extension LineEditor {
  func add(_ command: Command) {
    guard let editor else { return }
    _ = ceditor_add_command(
      editor, Int32(command.rawValue), WideText.terminated(command.name),
      WideText.terminated(command.help))
  }

  private func bind(_ key: String, to command: String, alternative: Bool = false) {
    guard let editor else { return }
    _ = ceditor_bind(
      editor, alternative, WideText.terminated(key), WideText.terminated(command))
  }

  /// Those that the user may bind otherwise.
  func bindKeys(vi: Bool) {
    bind("^I", to: Command.complete.name)
    bind("}", to: Command.closeBlock.name)
    bind("^R", to: "em-inc-search-prev")
    if !vi {
      bind("^P", to: Command.previous.name)
      bind("^N", to: Command.next.name)
      // Alt-Enter. In vi's insert mode ESC ends the insertion.
      bind("\\e^M", to: Command.newline.name)
      bind("\\e^J", to: Command.newline.name)
      for (key, command) in Self.readlineKeys { bind(key, to: command.name) }
    }
  }

  /// What libedit does otherwise than readline, or not at all, and the kills that Ctrl-Y yanks.
  private static let readlineKeys: [(String, Command)] = [
    ("^A", .lineStart), ("^E", .lineEnd), ("^U", .killBefore), ("^K", .killAfter),
    ("^W", .killBlankWord),
    ("\\e^?", .killWord), ("\\e^H", .killWord), ("\\ed", .killNextWord), ("^Y", .yank),
    ("^_", .undo), ("\\e.", .lastWord),
  ]

  /// Those that the reader makes up, and Enter, without which no block ends.
  func bindOwnKeys() {
    // vi-redo types the last change again without asking the reader, which therefore cannot bring
    // the cursor back where the change has left it before the line: libedit then writes there.
    if let editor, ceditor_uses_vi(editor) { bind(".", to: "ed-unassigned", alternative: true) }
    for alternative in [false, true] {
      for (key, command) in Self.ownKeys {
        bind(String(Unicode.Scalar(UInt8(key.rawValue))), to: command, alternative: alternative)
      }
      bind("^M", to: Command.accept.name, alternative: alternative)
      bind("^J", to: Command.accept.name, alternative: alternative)
    }
  }

  private static let ownKeys: [(Key, String)] = [
    (.up, Command.previous.name), (.down, Command.next.name),
    (.left, "ed-prev-char"), (.right, "ed-next-char"),
    (.home, Command.lineStart.name), (.end, Command.lineEnd.name),
    (.delete, "ed-delete-next-char"),
    (.wordLeft, "ed-prev-word"), (.wordRight, "em-next-word"),
    (.paste, Command.paste.name), (.accept, "ed-newline"), (.list, Command.list.name),
    (.resize, Command.resize.name), (.newline, Command.newline.name),
  ]
}
