import Foundation
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
    #expect(parser.attributes == [62, 4, 22])
    #expect(parser.name == "foot(1.13.1)")
    #expect(parser.showsKittyGraphics)
    #expect(String(decoding: parser.typed, as: UTF8.self) == "abc\u{1B}[Ad\n")
  }

  @Test(arguments: ["\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\", "", "x", "\u{1B}[1;2c"])
  func whatIsNoYes(text: String) {
    #expect(!parsed(text).showsKittyGraphics)
    #expect(parsed(text).attributes == nil)
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
      try session.expectLast("gan:2> 1 +")
      session.send("1\r")
      try session.expectLast("gan:3>")
      session.send(Self.picture)
      try session.expectLast("gan:4>")
      #expect(session.transcript.contains("\u{1B}Pq\"1;1;"))
      #expect(!session.transcript.contains("warning"))
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
