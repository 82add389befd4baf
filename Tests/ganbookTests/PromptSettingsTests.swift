import Foundation
import Testing

/// ~/.editrc, terminals that can do little, and how soon the prompt is there.
@Suite(.serialized) struct PromptSettingsTests {
  @Test func viKeys() throws {
    try atPrompt(editrc: "bind -v\n") { session in
      session.send("# abd" + Keys.left + "c" + Keys.escape)
      usleep(100_000)
      session.send("0iX" + Keys.paste("1\r2"))
      try session.expect("gan:1> X1\n2# abcd")
      session.send(Keys.escape)
      usleep(100_000)
      session.send("x" + Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == [#"X1\n# abcd"#])
      // In the command mode too.
      session.send(Keys.escape)
      usleep(100_000)
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

  @Test func thePromptIsThereAtOnce() throws {
    // The least of several: the machine may be at something else.
    var shortest = Duration.seconds(1000)
    for _ in 0..<10 {
      let start = ContinuousClock.now
      let session = try TerminalSession(["--no-init"])
      try session.expect("gan:1>")
      shortest = min(shortest, ContinuousClock.now - start)
      session.send(Keys.control("d"))
      try session.end()
    }
    print("prompt after \(shortest)")
    #if !DEBUG
      #expect(shortest < .milliseconds(50))
    #endif
  }

  @Test func keysAppearAtOnce() throws {
    try atPrompt { session in
      var times: [Duration] = []
      for key in "abcdefghijklmnopqrstuvwxyz" {
        let start = ContinuousClock.now
        session.send(String(key))
        try session.wait("a key") { $0.text.last == key }
        times.append(ContinuousClock.now - start)
      }
      times.sort()
      print("key to screen: median \(times[times.count / 2])")
      #expect(times[times.count / 2] < .milliseconds(10))
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
    }
  }
}
