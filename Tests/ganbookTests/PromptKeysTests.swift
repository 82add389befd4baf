import Foundation
import Testing

/// Keys that readline has and libedit has otherwise, or not at all.
@Suite(.serialized) struct PromptKeysTests {
  private static let undo = "\u{1F}"
  private static let lastWord = "\u{1B}."

  /// Clears the line, whatever stands there.
  private func clear(_ session: TerminalSession, cell: Int = 1) throws {
    session.send(Keys.control("c"))
    try session.expectLast("gan:\(cell)>")
  }

  @Test func killsAndYanks() throws {
    try atPrompt { session in
      session.send("save runs/a b" + Keys.left + Keys.control("u"))
      try session.expectLast("gan:1> b")
      session.send(Keys.control("e") + Keys.control("y"))
      try session.expectLast("gan:1> bsave runs/a")
      // Back to the blank, not to the slash; in a row they go together.
      session.send(Keys.control("w"))
      try session.expectLast("gan:1> bsave")
      session.send(Keys.control("w") + "x" + Keys.control("y") + Keys.control("y"))
      try session.expectLast("gan:1> xbsave runs/a bsave runs/a")
      try clear(session)
      session.send("one two" + Keys.control("a") + Keys.control("k") + "# " + Keys.control("y"))
      try session.expectLast("gan:1> # one two")
      session.send("\u{1B}b" + "\u{1B}d" + "\u{1B}\u{7F}" + "b " + Keys.control("y"))
      try session.expectLast("gan:1> # b one two")
      try clear(session)
    }
  }

  /// What is a line, in a block: what stands between two newlines.
  @Test func killsInABlock() throws {
    try atPrompt { session in
      session.send("repeat 2 {\r# abc" + Keys.control("u") + "# d\r}" + Keys.up)
      session.send(Keys.control("a") + Keys.control("k"))
      try session.expect("gan:1> repeat 2 {\n\n}")
      session.send(Keys.control("k") + Keys.control("k") + Keys.control("y"))
      try session.expect("gan:1> repeat 2 {\n# d\n}")
      session.send(Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == [#"repeat 2 {\n# d\n}"#])
    }
  }

  @Test func editsAreUndone() throws {
    try atPrompt { session in
      session.send("# older\r# ab" + Keys.left + Keys.left + "\u{1B}[3~" + Keys.paste("12"))
      try session.expectLast("gan:2> # 12b")
      for line in ["# b", "# ab", ""] {
        session.send(Self.undo)
        try session.expectLast("gan:2>" + (line.isEmpty ? "" : " " + line))
      }
      // What a key fetched from the history is an edit, too.
      session.send("# n" + Keys.control("a") + Keys.up)
      try session.expectLast("gan:2> # older")
      session.send(Self.undo)
      try session.expectLast("gan:2> # n")
      session.send(Self.undo + Self.undo + Self.undo + "# c\r")
      try session.expectLast("gan:3>")
      #expect(session.history == ["# older", "# c"])
    }
  }

  @Test func lastWordsOfLinesBefore() throws {
    try atPrompt { session in
      session.send("# one\r# \"two words\"\r# three.png \r")
      try session.expectLast("gan:4>")
      session.send("# " + Self.lastWord)
      try session.expectLast("gan:4> # three.png")
      session.send(Self.lastWord)
      try session.expectLast("gan:4> # \"two words\"")
      session.send(Self.lastWord + Self.lastWord)
      try session.expectLast("gan:4> # one")
      // Something else between: from the newest again.
      session.send(" " + Self.lastWord)
      try session.expectLast("gan:4> # one three.png")
      try clear(session, cell: 4)
    }
  }

  @Test(arguments: [
    "\u{1B}[1;5", "\u{1B}[1;3", "\u{1B}[1;9", "\u{1B}\u{1B}[", "\u{1B}[5",
  ])
  func arrowsGoByWords(start: String) throws {
    try atPrompt { session in
      session.send("# abc def" + start + "D" + start + "D" + "1" + start + "C" + "2")
      try session.expectLast("gan:1> # 1abc2 def")
      try clear(session)
    }
  }

  @Test func theUsersBindingsComeFirst() throws {
    let editrc = """
      bind "^U" ed-move-to-end
      bind "^_" ed-move-to-beg
      bind "^W" ganbook-yank
      """
    try atPrompt(editrc: editrc) { session in
      session.send("ab" + Self.undo + "1" + Keys.control("u") + "2" + Keys.control("k"))
      try session.expectLast("gan:1> 1ab2")
      session.send(Self.undo + Keys.control("k") + "#" + Keys.control("w"))
      try session.expectLast("gan:1> #1ab2")
      try clear(session)
    }
  }

  @Test func anEmptyLineStepsAgain() throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home).split(separator: "\n").joined(separator: "; ")
    try atPrompt(home: home, environment: ["GANBOOK_THREADS": "1"], leave: false) { session in
      session.send(setup + "\r")
      try session.expect("gan:2>")
      session.send("\rstep\r")
      try session.expect("gan:3>")
      session.send("\r")
      try session.expect("gan:4>")
      session.send(" \r")
      try session.expect("gan:5>")
      session.send("iteration\r")
      try session.expect("\n3\ngan:6>")
      session.send("\r\r# end\r")
      try session.expectLast("gan:7>")
      #expect(session.history.suffix(3) == ["step", "iteration", "# end"])
      session.send(Keys.control("d"))
      try session.expect("Leave all the same? [y/N]")
      session.send("y\r")
      try session.expectEnd(0)
    }
  }
}
