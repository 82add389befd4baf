import Foundation
import Pictures
import Testing
import ganbook

/// What the terminal is asked, and what is made of what it sends.
@Suite(.serialized) struct TerminalDialogueTests {
  private func parsed(_ text: String, inPieces size: Int = .max) -> TerminalAnswerParser {
    var parser = TerminalAnswerParser()
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      parser.take(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return parser
  }

  @Test(arguments: [1, 2, 3, 100]) func answersAreTakenOutOfWhatIsTyped(size: Int) {
    let parser = parsed(
      "ab\u{1B}P>|foot(1.13.1)\u{1B}\\c\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[A\u{1B}[?62;4;22cd\n",
      inPieces: size)
    #expect(parser.answers?.attributes == [62, 4, 22])
    #expect(parser.answers?.name == "foot(1.13.1)")
    #expect(parser.answers?.showsKittyGraphics == true)
    #expect(String(decoding: parser.typed, as: UTF8.self) == "abc\u{1B}[Ad\n")
  }

  @Test(arguments: ["\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\", "", "x", "\u{1B}[1;2c"])
  func whatIsNoYes(text: String) {
    #expect(parsed(text + "\u{1B}[?1c").answers?.showsKittyGraphics == false)
    #expect(parsed(text).answers == nil)
  }

  /// What xterm 379, kitty 0.26 and foot 1.13 answer to the question for their looks.
  @Test(arguments: [1, 2, 3, 100]) func looksAreRead(size: Int) throws {
    let text =
      "\u{1B}]11;rgb:ffff/eeee/0000\u{1B}\\a\u{1B}[6;18;9t\u{1B}[?1;0;256S\u{1B}[B"
      + "\u{1B}[?2;0;1000;900S\u{1B}[?63;1;4cb"
    let parser = parsed(text, inPieces: size)
    let answers = try #require(parser.answers)
    #expect(answers.background == RGB(0xFFEE00))
    #expect(
      answers.pixels
        == TerminalPixels(
          cellSize: PixelSize(width: 9, height: 18), sixelColors: 256,
          largestSixel: PixelSize(width: 1000, height: 900)))
    #expect(String(decoding: parser.typed, as: UTF8.self) == "a\u{1B}[Bb")
  }

  @Test(arguments: [
    ("]11;rgb:00/7f/FF\u{07}", 0x007FFF as UInt32?), ("]11;rgb:0/8/f\u{1B}\\", 0x0088FF),
    ("]11;rgba:1111/2222/3333/ffff\u{1B}\\", 0x112233), ("]11;?\u{07}", nil),
    ("]11;rgb:xx/yy/zz\u{07}", nil), ("]10;rgb:00/00/00\u{07}", nil),
    ("]11;rgb:-f/00/00\u{07}", nil), ("]11;rgb:+f/00/00\u{07}", nil),
  ])
  func backgrounds(text: String, color: UInt32?) {
    let answers = parsed("\u{1B}" + text + "\u{1B}[?1c").answers
    #expect(answers?.background == color.map { RGB($0) })
  }

  /// No character is as large as that, whatever a terminal says.
  @Test(arguments: ["20000;20000", "0;9", "18;257"]) func cellsThatCannotBe(size: String) {
    let answers = parsed("\u{1B}[6;\(size)t\u{1B}[?1c").answers
    #expect(answers != nil && answers?.pixels.cellSize == nil)
  }

  /// Keys are no answers, however much they look like them: Alt-], arrows, F5, and what is cut off.
  @Test(arguments: [
    "\u{1B}]", "\u{1B}[15~", "\u{1B}[1;5C", "\u{1B}", "\u{1B}OA", "\u{1B}[8;24;80t",
    "\u{1B}\u{1B}[A",
    "\u{1B}Px", "\u{1B}b",
  ])
  func keysAreKept(keys: String) {
    let parser = parsed("x" + keys + "\u{1B}[?62;4c" + keys)
    #expect(parser.answers?.attributes == [62, 4])
    #expect(String(decoding: parser.typed, as: UTF8.self) == "x" + keys + keys)
  }

  /// What never ends is typed, and kept.
  @Test func sequencesWithoutAnEnd() {
    let long = "\u{1B}P" + String(repeating: "x", count: 5000)
    #expect(parsed(long).typed.count > 4000)
    #expect(parsed("\u{1B}[?" + String(repeating: "1", count: 500)).typed.count > 400)
  }

  // MARK: - At the prompt

  private static let picture = "load digits count=40; show data\n"

  @Test func aTerminalThatShowsSixelsGetsThem() throws {
    try atPrompt { session in
      session.send("set pictures sixel\r")
      try session.waitForTranscript("\u{1B}[c")
      // What is typed meanwhile is not lost.
      session.send("\u{1B}[?62;4c" + "1 + ")
      try session.waitForTranscript("\u{1B}[?2;1;0S\u{1B}[c")
      session.send(Self.looks + "\u{1B}[?62;4c")
      try session.expectLast("gan:2> 1 +")
      session.send("1\r")
      try session.expectLast("gan:3>")
      session.send(Self.picture)
      try session.expectLast("gan:4>")
      try session.waitForTranscript("\u{1B}Pq\"1;1;")
      #expect(!session.transcript.contains("warning"))
    }
  }

  /// White paper, characters of 10 by 20 pixels, 64 colours.
  private static let looks =
    "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[6;20;10t\u{1B}[?1;0;64S"

  /// Nothing is asked before the first picture; then the answer decides, and the picture has the pixels of
  /// the window: twice 28 for each digit of ten, and gaps.
  @Test func sixelsAreFoundByTheFirstPicture() throws {
    try atPrompt { session in
      session.send("load digits count=40\r")
      try session.expectLast("gan:2>")
      #expect(!session.transcript.contains("\u{1B}[c"))
      session.send("show data\r")
      try session.waitForTranscript("\u{1B}[c")
      session.send("1 \u{1B}[?62;4c+ 1")
      try session.waitForTranscript("\u{1B}[?2;1;0S\u{1B}[c")
      session.send(Self.looks + "\u{1B}[?62;4c\r")
      try session.expectLast("gan:4>")
      #expect(session.transcript.contains("\u{1B}Pq\"1;1;604;"))
      #expect(session.screen.text.contains("\n2\n"), "what was typed meanwhile has run")
    }
  }

  /// On white nothing is drawn in colours for black; on a screen that says nothing in those for both.
  @Test(arguments: [(true, "38;5;25m"), (false, "38;5;33m")])
  func plotsAreReadOnTheirBackground(answers: Bool, color: String) throws {
    try atPrompt(leave: false) { session in
      session.send("load digits count=40; build cgan batch=4; train iterations=2\r")
      try session.expectLast("gan:2>")
      session.send("plot loss.d\r")
      if answers {
        try session.waitForTranscript("\u{1B}[c")
        session.send("\u{1B}[?62c")
        try session.waitForTranscript("\u{1B}[?2;1;0S\u{1B}[c")
        session.send(Self.looks + "\u{1B}[?62c")
      }
      try session.expectLast("gan:3>")
      #expect(session.transcript.contains(color))
      // Only once.
      session.send("plot loss.g\r")
      try session.expectLast("gan:4>")
      #expect(session.transcript.components(separatedBy: "\u{1B}[c").count <= 3)
      session.send("\u{4}")
      try session.expect("Leave all the same?")
      session.send("y\r")
      try session.expectEnd(0)
    }
  }

  @Test func oneThatDoesNotIsSpared() throws {
    try atPrompt { session in
      session.send("set pictures kitty\r")
      try session.waitForTranscript("\u{1B}[c")
      session.send("\u{1B}[?1;2c")
      try session.waitForTranscript("\u{1B}_Gi=31")
      session.send("\u{1B}[?1;2c")
      try session.expect("not understand that; half")
      try session.expectLast("gan:2>")
      session.send(Self.picture)
      try session.expectLast("gan:3>")
      #expect(session.screen.text.contains("▀"))
      #expect(!session.transcript.contains("\u{1B}_Ga=T"))
    }
  }

  @Test func aTerminalThatIsMuteGetsNoSequenceButTheQuestion() throws {
    try atPrompt { session in
      session.send("set pictures kitty\r")
      try session.expect("the terminal does not answer what it can show")
      try session.expectLast("gan:2>")
      #expect(!session.transcript.contains("\u{1B}_"))
    }
  }

  // MARK: - Inside of real multiplexers

  private static func has(_ program: String) -> Bool {
    (try? ShellRun("command -v \(program)"))?.code == 0
  }

  @Test(.enabled(if: has("tmux")), arguments: ["kitty", "sixel", "iterm"])
  func insideOfTmux(way: String) throws {
    let run = try ShellRun(
      """
      export TERM=xterm-256color
      tmux() { command tmux -S "$HOME/socket" -f /dev/null "$@"; }
      tmux new-session -d -x 100 -y 40 "$GANBOOK --no-init"
      see() { for i in $(seq 600); do tmux capture-pane -p | grep -q "$1" && return; sleep 0.1; done; }
      see 'gan:1>'
      before=$(tmux display-message -p '#{pane_title}')
      tmux send-keys 'set pictures \(way)' Enter; see 'gan:2>'
      tmux send-keys 'load digits count=40; show data' Enter; see 'gan:3>'
      tmux capture-pane -p
      [ "$(tmux display-message -p '#{pane_title}')" = "$before" ] && echo 'title as before'
      tmux kill-server
      """)
    #expect(
      run.output.contains("warning: no pictures by \(way): tmux hands none on"), "\(run.output)")
    #expect(run.output.contains("▀"))
    #expect(run.output.contains("title as before"))
  }

  @Test(.enabled(if: has("screen")), arguments: ["kitty", "sixel", "iterm"])
  func insideOfScreen(way: String) throws {
    let run = try ShellRun(
      """
      export TERM=xterm-256color SCREENDIR="$HOME/screens"
      mkdir -m 700 "$SCREENDIR"
      screen() { command screen -c /dev/null -U -S test "$@"; }
      screen -d -m "$GANBOOK" --no-init
      see() { for i in $(seq 600); do
        screen -X hardcopy "$HOME/shown"; grep -q "$1" "$HOME/shown" 2>/dev/null && return; sleep 0.1
      done; }
      see 'gan:1>'
      before=$(screen -Q title)
      screen -X stuff $'set pictures \(way)\\n'; see 'gan:2>'
      cat "$HOME/shown"
      screen -X stuff $'load digits count=40; show data\\n'; see 'gan:3>'
      [ "$(screen -Q title)" = "$before" ] && echo 'title as before'
      screen -X quit
      """)
    #expect(run.output.contains("screen hands no pictures on"), "\(run.output)")
    #expect(run.output.contains("title as before"), "\(run.output)")
  }
}

extension TerminalSession {
  /// Waits for something that is not drawn.
  fileprivate func waitForTranscript(
    _ text: String, location: SourceLocation = #_sourceLocation
  ) throws {
    try wait(text.debugDescription, location: location) { [self] _ in transcript.contains(text) }
  }
}
