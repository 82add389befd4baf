import Pictures
import Testing

@Suite struct PictureDeliveryTests {
  /// A terminal that answers as it is told to, and notes what it was asked.
  private final class Answering: AskedTerminal {
    let attributes: [Int]?
    let showsKitty: Bool
    let name: String?
    let tmuxAnswers: TmuxAnswers?
    var queries: [TerminalQuery?] = []

    init(
      _ attributes: [Int]?, kitty: Bool = false, name: String? = nil, tmux: TmuxAnswers? = nil
    ) {
      (self.attributes, showsKitty, self.name, tmuxAnswers) = (attributes, kitty, name, tmux)
    }

    func answers(_ query: TerminalQuery?) -> TerminalAnswers? {
      queries.append(query)
      return attributes.map {
        TerminalAnswers(
          attributes: $0, showsKittyGraphics: query == .kittyGraphics && showsKitty,
          name: query == .name ? name : nil,
          pixels: query == .appearance ? pixels : TerminalPixels())
      }
    }
    let pixels = TerminalPixels(cellSize: PixelSize(width: 9, height: 18), sixelColors: 256)
    func tmux() -> TmuxAnswers? { tmuxAnswers }
  }

  private func delivery(
    _ word: String, _ changes: [String: String] = [:], _ terminal: Answering
  ) -> PictureDelivery {
    let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"].merging(changes) { $1 }
    return PictureDelivery(word: word, environment: environment, asking: terminal)
  }

  private let inTmux = ["TMUX": "/tmp/tmux-0/default,1,0", "TERM": "tmux-256color"]

  @Test func aTerminalThatUnderstandsGetsThem() {
    let pixels = Answering(nil).pixels
    #expect(
      delivery("sixel", Answering([62, 4, 22])) == PictureDelivery(way: .sixel, pixels: pixels))
    #expect(
      delivery("kitty", Answering([62], kitty: true))
        == PictureDelivery(way: .kitty, pixels: pixels))
    #expect(
      delivery("iterm", Answering([62], name: "iTerm2 3.5.0"))
        == PictureDelivery(way: .iterm, pixels: pixels))
  }

  private func delivery(_ word: String, _ terminal: Answering) -> PictureDelivery {
    delivery(word, [:], terminal)
  }

  @Test(arguments: ["sixel", "kitty", "iterm"]) func oneThatDoesNotGetsHalfBlocks(word: String) {
    #expect(
      delivery(word, Answering([1, 2]))
        == PictureDelivery(way: .paletteBlocks, obstacle: .notUnderstood))
    #expect(
      delivery(word, Answering(nil)) == PictureDelivery(way: .paletteBlocks, obstacle: .noAnswer))
    #expect(delivery(word, ["LANG": "C"], Answering(nil)).way == .ascii)
  }

  /// What needs no such sequence is sent without a question.
  @Test(arguments: ["blocks", "ascii", "none"]) func nothingIsAsked(word: String) {
    let terminal = Answering([4], kitty: true)
    #expect(delivery(word, terminal).obstacle == nil)
    #expect(terminal.queries.isEmpty)
  }

  /// The terminal's own answer says that it shows sixels, whatever it is called.
  @Test func sixelsAreFound() {
    #expect(delivery("auto", Answering([63, 1, 4])).way == .sixel)
    #expect(delivery("auto", Answering([63, 1])) == PictureDelivery(way: .paletteBlocks))
    #expect(delivery("auto", Answering(nil)) == PictureDelivery(way: .paletteBlocks))
    // The answer of tmux only says how it was built.
    func tmux(_ features: String) -> TmuxAnswers? {
      TmuxAnswers(line: "3.4|off|xterm||\(features)|11")
    }
    let shows = Answering([1, 2, 4], tmux: tmux("256,sixel,title"))
    #expect(delivery("auto", inTmux, shows).way == .sixel)
    for features in ["256,title", "", "nosixels"] {
      let terminal = Answering([1, 2, 4], tmux: tmux(features))
      #expect(delivery("auto", inTmux, terminal).way == .paletteBlocks)
    }
    #expect(delivery("auto", inTmux, Answering([1, 2, 4])).way == .paletteBlocks)
    #expect(delivery("auto", inTmux, Answering([1, 2], tmux: tmux("sixel"))).way == .paletteBlocks)
  }

  /// Where no sequence is understood, or no colour is wanted, nothing is asked at all.
  @Test(arguments: [["TERM": "dumb"], ["NO_COLOR": "1"], ["TERM": ""]])
  func nobodyIsAskedThere(environment: [String: String]) {
    let terminal = Answering([4])
    #expect(delivery("auto", environment, terminal).way == .ascii)
    #expect(terminal.queries.isEmpty)
  }

  @Test(arguments: [
    ([:], true, true), (["TERM": "linux"], false, false), (["STY": "1.pts"], false, false),
    (["TERM": "tmux-256color"], true, false),
  ])
  func whatMayBeAsked(environment: [String: String], appearance: Bool, kitty: Bool) {
    #expect(TerminalQuery.appearance.isUnderstood(in: environment) == appearance)
    #expect(TerminalQuery.kittyGraphics.isUnderstood(in: environment) == kitty)
    #expect(TerminalQuery.name.isUnderstood(in: environment) == kitty)
  }
  /// The variables of a terminal may be those of another one.
  @Test func whatTheVariablesPromiseIsAsked() {
    let kitty = ["TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"]
    #expect(delivery("auto", kitty, Answering([62], kitty: true)).way == .kitty)
    #expect(delivery("auto", kitty, Answering([62])).obstacle == .notUnderstood)
  }

  /// Kitty's question is an application program command, of which multiplexers make a title.
  @Test(arguments: [
    ["TMUX": "x"], ["TERM": "tmux-256color"], ["STY": "1.pts"], ["TERM": "screen.xterm-256color"],
    ["TERM": "linux"],
  ])
  func multiplexersAreAskedNothingElse(environment: [String: String]) {
    for word in ["kitty", "iterm", "sixel"] {
      let terminal = Answering([1, 2], kitty: true, name: "iTerm2")
      #expect(delivery(word, environment, terminal).way == .paletteBlocks)
      #expect(terminal.queries == [nil])
    }
  }

  @Test func tmuxHandsThemOnWhereItIsToldTo() {
    func terminal(_ passes: Bool, term: String = "", name: String = "") -> Answering {
      Answering(
        [1, 2],
        tmux: TmuxAnswers(passesOn: passes, outerTerm: term, outerName: name, isVisible: true))
    }
    #expect(
      delivery("kitty", inTmux, terminal(false, term: "xterm-kitty")).obstacle
        == .tmuxDoesNotPassOn)
    let passed = delivery("kitty", inTmux, terminal(true, term: "xterm-kitty"))
    #expect(passed.way == .kitty && passed.passesThroughTmux && passed.obstacle == nil)
    #expect(delivery("sixel", inTmux, terminal(true, name: "foot(1.13.1)")).passesThroughTmux)
    #expect(delivery("iterm", inTmux, terminal(true, name: "iTerm2 3.5")).passesThroughTmux)
    #expect(
      delivery("sixel", inTmux, terminal(true, term: "xterm-256color", name: "XTerm(379)")).obstacle
        == .unknownOutsideOfTmux("XTerm(379)"))
    #expect(
      delivery("kitty", inTmux, terminal(true, term: "tmux-256color")).obstacle
        == .unknownOutsideOfTmux("tmux-256color"))
    #expect(delivery("kitty", inTmux, Answering([1, 2])).obstacle == .tmuxIsElsewhere)
  }

  /// From 3.4 on it may have sixels of its own.
  @Test func aMultiplexerWithSixelsOfItsOwn() {
    #expect(delivery("sixel", inTmux, Answering([1, 2, 4])).way == .sixel)
  }

  @Test func screenHandsNothingOn() {
    #expect(delivery("kitty", ["STY": "1.pts"], Answering([1, 2])).obstacle == .screen)
  }

  @Test(arguments: [
    ("3.3a|0|xterm-kitty|||11", false), ("3.3a|1|xterm-kitty|||11", true),
    ("3.4|off|foot|foot(1.1)|RGB|11", false), ("3.4|all|foot|foot(1.1)|256,RGB|11", true),
    ("3.2a||xterm|||11", true), ("3.10||xterm|||11", false),
  ])
  func whatTmuxPrints(line: String, passesOn: Bool) throws {
    let answers = try #require(TmuxAnswers(line: line))
    #expect(answers.passesOn == passesOn)
    #expect(answers.isVisible)
  }

  @Test(arguments: ["", "x", "a|b|c", "|||||", "1|2|3|4|5|6|7"]) func whatItDoesNotPrint(
    line: String
  ) {
    #expect(TmuxAnswers(line: line) == nil)
  }

  @Test func theWrappingDoublesEachEscape() {
    let end = "\u{1B}\\"
    let wrapped = "\u{1B}Ptmux;\u{1B}\u{1B}Pq~\u{1B}\(end)\(end)"
    #expect(TerminalPicture.passedThroughTmux("\u{1B}Pq~\(end)\n") == wrapped)
    // Each by itself, and one that ends with a bell.
    #expect(
      TerminalPicture.passedThroughTmux("\u{1B}Pq~\(end)\u{1B}Pq~\(end)\n") == wrapped + wrapped)
    #expect(
      TerminalPicture.passedThroughTmux("\u{1B}]1337;x\u{07}\n")
        == "\u{1B}Ptmux;\u{1B}\u{1B}]1337;x\u{07}\(end)")
  }
}
