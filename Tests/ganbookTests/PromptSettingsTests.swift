import Foundation
import Testing

/// ~/.editrc, terminals that can do little, and what the prompt waits for.
@Suite(.serialized) struct PromptSettingsTests {
  @Test func viKeys() throws {
    try atPrompt(editrc: "bind -v\n") { session in
      session.send("# abd" + Keys.left + "c" + Keys.escape)
      // The escape is one of its own, not the beginning of a sequence, once the cursor has moved.
      try session.wait("the command mode") { $0.column == 11 }
      session.send("0iX" + Keys.paste("1\r2"))
      try session.expect("gan:1> X1\n2# abcd")
      session.send(Keys.escape)
      try session.wait("the command mode") { $0.column == 0 }
      session.send("x" + Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == [#"X1\n# abcd"#])
      // In the command mode too.
      session.send("b" + Keys.escape)
      try session.wait("the command mode") { $0.column == 7 }
      session.send("x")
      try session.expectLast("gan:2>")
      session.send(Keys.up)
      try session.expect("gan:2> X1\n# abcd")
      session.send(Keys.control("c"))
      try session.expectLast("gan:2>")
    }
  }

  @Test func theUsersBindings() throws {
    let editrc = """
      bind "^T" ed-move-to-beg
      bind "^[[15~" ed-move-to-end
      bind "^P" ed-clear-screen
      """
    try atPrompt(editrc: editrc) { session in
      session.send("ab" + Keys.control("t") + "# " + "\u{1B}[15~" + "c")
      try session.expectLast("gan:1> # abc")
      session.send(Keys.control("p"))
      try session.wait("a cleared screen") { $0.text == "gan:1> # abc" }
      session.send("\u{1B}[17~" + Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == ["# abc"])
    }
  }

  @Test(arguments: [(["TERM": "dumb"], ""), (["TERM": nil], ""), ([:], "edit off\n")])
  func withoutEditing(environment: [String: String?], editrc: String) throws {
    try atPrompt(editrc: editrc, environment: environment) { session in
      session.send("repeat 1 {\n# a\n}\n")
      try session.expect("gan:2>")
      #expect(session.history == [#"repeat 1 {\n# a\n}"#])
      session.send("# b")
      try session.expect("gan:2> # b")
      session.send(Keys.control("c"))
      try session.wait("a new prompt") { $0.text.hasSuffix("\ngan:2>") }
      if editrc.isEmpty { #expect(!session.transcript.contains("\u{1B}")) }
    }
  }

  /// Nothing is asked of the terminal before the prompt: an answer that never comes would hold it
  /// up.
  @Test func thePromptWaitsForNothing() throws {
    let session = try TerminalSession(["--no-init"])
    try session.expect("gan:1>")
    let written = session.transcript
    for query in [
      "\u{1B}[c", "\u{1B}[0c", "\u{1B}[>", "\u{1B}[6n", "\u{1B}_G", "\u{1B}P+q", "\u{1B}]11;?",
      "\u{1B}[14t",
    ] {
      #expect(!written.contains(query), "\(query.debugDescription)")
    }
    session.send(Keys.control("d"))
    try session.end()
  }

  /// Each key is on the screen before the next one is pressed.
  @Test func keysAppearOneByOne() throws {
    try atPrompt { session in
      for key in "abcdefghijklmnopqrstuvwxyz" {
        session.send(String(key))
        try session.wait("a key") { $0.text.last == key }
      }
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
    }
  }
}
