import Foundation
import Testing

/// The prompt, driven through a pseudo-terminal.
///
/// One after the other: each waits for a program to draw, and many at once would wait for each
/// other.
@Suite(.serialized) struct LineEditorTests {
  @Test func typingAndEditing() throws {
    try atPrompt { session in
      session.send("ech 1 + 2")
      try session.expectLast("gan:1> ech 1 + 2")
      session.send(Keys.control("a") + "\u{1B}f" + "o" + Keys.control("e") + "0")
      try session.expectLast("gan:1> echo 1 + 20")
      session.send(Keys.left + Keys.left + "\u{1B}[3~" + Keys.right + "\u{1B}[H" + "# ")
      try session.expectLast("gan:1> # echo 1 + 0")
      session.send(Keys.enter)
      try session.expectLast("gan:2>")
      #expect(session.history == ["# echo 1 + 0"])
    }
  }

  @Test func controlDLeavesOnlyAnEmptyLine() throws {
    try atPrompt { session in
      session.send("ab" + Keys.control("d") + "c")
      try session.expectLast("gan:1> abc")
      session.send(Keys.control("a") + Keys.control("k"))
      try session.expectLast("gan:1>")
    }
  }

  /// libedit loses a control sequence that ends the prompt.
  @Test func thePromptsStyleEnds() throws {
    try atPrompt { session in
      #expect(session.transcript.contains("\u{1B}[1mgan:1>\u{1B}[0m "))
    }
    try atPrompt(environment: ["NO_COLOR": "1"]) { session in
      #expect(!session.transcript.contains("\u{1B}[1m"))
    }
  }

  // MARK: - Characters

  /// In a C locale libedit drops what is not ASCII, and crashes on it in a prompt.
  @Test(arguments: ["C", "C.UTF-8"]) func charactersBeyondASCII(locale: String) throws {
    try atPrompt(environment: ["LC_ALL": locale]) { session in
      session.send("# größe 你好")
      try session.expectLast("gan:1> # größe 你好")
      session.send(Keys.left + "\u{7F}您" + Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == ["# größe 您好"])
    }
  }

  @Test func bytesThatAreNoCharacter() throws {
    try atPrompt { session in
      session.send(bytes: [0x23, 0xFF, 0xC3, 0x28, 0x80, 0x61])
      try session.expectLast("gan:1> #(a")
      session.send("ä")
      try session.expectLast("gan:1> #(aä")
      session.send(Keys.enter)
    }
  }

  // MARK: - Blocks

  @Test func anUnfinishedBlockGoesOn() throws {
    try atPrompt { session in
      session.send("repeat 2 {\r")
      try session.wait("a second line") { $0.row == 3 && $0.column == 2 }
      session.send("# two\r}")
      try session.expect("gan:1> repeat 2 {\n  # two\n}")
      session.send(Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == [#"repeat 2 {\n  # two\n}"#])
    }
  }

  /// What is a bracket, the language decides: not in a file's name, and in a string only what is
  /// evaluated.
  @Test func bracketsThatAreNone() throws {
    try atPrompt { session in
      session.send("run a(1.gan\r")
      try session.expectLast("gan:2>")
      session.send("echo \"{\"(\"}\"\r")
      try session.expectLast("gan:3>")
      #expect(session.screen.text.contains("\n(\n"))
      session.send("echo \"{mean([1\"\r")
      try session.expectLast("gan:4>")
    }
  }

  @Test func aBlockIsRecalledAndEditedAsOne() throws {
    try atPrompt { session in
      session.send("repeat 2 {\r# a\r}\r")
      try session.expect("gan:2>")
      session.send(Keys.up)
      try session.expect("gan:2> repeat 2 {\n  # a\n}")
      // Up from the last line goes to the one above; Enter runs the whole from anywhere.
      session.send(Keys.up + "\u{1B}[F" + "b" + Keys.up + "\u{1B}[F" + " # c" + Keys.enter)
      try session.expect("gan:3>")
      #expect(session.history.last == #"repeat 2 { # c\n  # ab\n}"#)
    }
  }

  @Test func aPastedBlockDoesNotRun() throws {
    try atPrompt { session in
      session.send(Keys.paste("# one\r# two\r\r# three\r"))
      try session.expect("gan:1> # one\n# two\n\n# three")
      session.send(" end" + Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == [#"# one\n# two\n\n# three end"#])
    }
  }

  @Test func promptsOfAPastedTranscriptGo() throws {
    try atPrompt { session in
      session.send(Keys.paste("gan:1> # a\rsome output\rgan:12> # b\r"))
      try session.expect("gan:1> # a\n# b")
      session.send(Keys.enter)
      try session.expect("gan:2>")
    }
  }

  /// libedit ends a search at the ESC of a paste and would type, and run, the rest.
  @Test func aPasteInASearchDoesNotRun() throws {
    try atPrompt { session in
      session.send("# older\r")
      try session.expect("gan:2>")
      session.send(Keys.control("r") + "old")
      try session.expect("bck:old")
      session.send(Keys.paste("x\ry\r"))
      try session.wait("the paste") { $0.text.contains("x\ny") }
      session.send(Keys.control("c"))
      try session.expectLast("gan:2>")
      #expect(session.history == ["# older"])
    }
  }

  @Test func aLargePaste() throws {
    try atPrompt { session in
      let lines = (0..<2000).map { "# line \($0) of a long paste" }
      session.send(Keys.paste(lines.joined(separator: "\r")))
      try session.expect("# line 1999 of a long paste")
      session.send(Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == [lines.joined(separator: #"\n"#)])
    }
  }

  // MARK: - Signals

  @Test func controlCClearsTheLine() throws {
    try atPrompt { session in
      session.send("echo 1")
      try session.expectLast("gan:1> echo 1")
      session.send(Keys.control("c"))
      try session.expect("gan:1> echo 1\ngan:1>")
      session.send("repeat 2 {\r  a")
      try session.expect("gan:1> repeat 2 {\n    a")
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
      session.send(Keys.control("r"))
      try session.expect("bck:")
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
      // In the middle of a quoted character.
      session.send(Keys.control("v"))
      usleep(50_000)
      session.send(Keys.control("c"))
      session.send("# b\r")
      try session.expectLast("gan:2>")
      #expect(session.history == ["# b"])
    }
  }

  /// A read that a signal ends must not end the line.
  @Test func signalsKeepTheLine() throws {
    try atPrompt { session in
      session.send("# a")
      try session.expectLast("gan:1> # a")
      for number in [SIGWINCH, SIGCONT, SIGWINCH, SIGCONT, SIGCHLD] {
        kill(session.process, number)
        session.pump(0.05)
      }
      session.send("b\r")
      try session.expectLast("gan:2>")
      #expect(session.history == ["# ab"])
    }
  }

  @Test func resizing() throws {
    try atPrompt { session in
      let line = "# a line that is longer than a narrow window has columns"
      session.send(line)
      try session.expectLast("gan:1> \(line)")
      session.resize(columns: 20)
      try session.expect("gan:1> # a line that\n is longer than a na\nrrow window has colu\nmns")
      session.send(Keys.control("a") + Keys.right + "!")
      try session.expect("gan:1> #! a line tha\nt is longer")
      session.resize(columns: 100)
      try session.expect("gan:1> #! a line that is longer than a narrow window has columns")
      session.send(Keys.enter)
      try session.expect("gan:2>")
      #expect(session.history == ["#!" + line.dropFirst()])
    }
  }

  @Test func aWindowOfTwentyColumns() throws {
    try atPrompt(columns: 20) { session in
      session.send("# abcdefghijklmnopqrstuvwxyz")
      try session.expect("gan:1> # abcdefghijk\nlmnopqrstuvwxyz")
      session.send(Keys.control("a") + "# ")
      try session.expect("gan:1> # # abcdefghi\njklmnopqrstuvwxyz")
      session.send(Keys.enter)
      try session.expect("gan:2>")
    }
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL]) func aCrashRestoresTheTerminal(signal: Int32) throws
  {
    try atPrompt(leave: false) { session in
      kill(session.process, signal)
      try session.expectEnd(70)
      #expect(session.screen.text.contains("error: this is a bug in Ganbook"))
    }
  }

  @Test func askedToEnd() throws {
    try atPrompt(leave: false) { session in
      session.send("# a")
      try session.expectLast("gan:1> # a")
      kill(session.process, SIGTERM)
      try session.expectEnd(143)
    }
    try atPrompt(leave: false) { session in
      kill(session.process, SIGHUP)
      try session.expectEnd(129)
    }
    try atPrompt(leave: false) { session in
      kill(session.process, SIGQUIT)
      try session.expectEnd(128 + SIGQUIT)
    }
  }

  @Test func aClosedTerminal() throws {
    let session = try TerminalSession(["--no-init"])
    try session.expect("gan:1>")
    try session.hangUp()
    try session.expectEnd(129)
  }

  @Test func stopAndContinue() throws {
    let session = try TerminalSession(shell: true)
    try session.expect("shell$")
    session.send("stty -a > $HOME/before; $GANBOOK --no-init; stty -a > $HOME/after\r")
    try session.expect("gan:1>")
    session.send("# kept")
    try session.expectLast("gan:1> # kept")
    session.send(Keys.control("z"))
    try session.expectLast("shell$")
    session.send("stty -a > $HOME/stopped; fg\r")
    try session.expectLast("gan:1> # kept")
    // Stopped from outside, the program cannot put the terminal's modes back; the shell does.
    session.send(" li")
    try session.expectLast("gan:1> # kept li")
    kill(try session.foregroundProcess(), SIGSTOP)
    try session.expectLast("shell$")
    session.send("fg\r")
    try session.expectLast("gan:1> # kept li")
    session.send("ne\r")
    try session.expectLast("gan:2>")
    session.send(Keys.control("d"))
    try session.expectLast("shell$")
    session.send("exit\r")
    try session.end()
    let files = try ["before", "stopped"].map {
      try String(contentsOfFile: session.home + "/" + $0, encoding: .utf8)
    }
    #expect(files[0] == files[1])
    #expect(files[0].contains(" icanon"))
    #expect(session.history == ["# kept line"])
  }
}
