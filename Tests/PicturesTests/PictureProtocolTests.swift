import Pictures
import Testing

@Suite struct PictureProtocolTests {
  private static let cases: [([String: String], PictureProtocol)] = [
    (["TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"], .kitty),
    (["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"], .kitty),
    (["TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"], .kitty),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .iterm),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .iterm),
    (["TERM": "foot"], .sixel),
    (["TERM": "xterm", "TERM_PROGRAM": "mintty"], .sixel),
    // A multiplexer hides the graphics of the terminal around it.
    (
      ["TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1", "LANG": "C.UTF-8"],
      .paletteBlocks
    ),
    (["TERM": "xterm-256color", "LANG": "en_US.UTF-8"], .paletteBlocks),
    (
      ["TERM": "xterm-256color", "LANG": "en_US.UTF-8", "COLORTERM": "truecolor"], .trueColorBlocks
    ),
    (["TERM": "xterm-direct", "LC_CTYPE": "C.utf8"], .trueColorBlocks),
    // Half blocks need their character.
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .ascii),
    (["TERM": "xterm-256color", "LANG": "en_US.UTF-8", "LC_ALL": "C"], .ascii),
    (["TERM": "xterm-256color", "LANG": "de_DE@euro.ISO-8859-15"], .ascii),
    (["TERM": "vt220", "LANG": "C.UTF-8"], .ascii),
    (["TERM": "dumb", "LANG": "C.UTF-8", "KITTY_WINDOW_ID": "1"], .ascii),
    (["TERM": "xterm-kitty", "NO_COLOR": "1"], .ascii),
    (["TERM": "xterm-kitty", "NO_COLOR": ""], .kitty),
    ([:], .ascii),
  ]

  @Test func theEnvironmentTellsTheTerminal() {
    for (environment, expected) in Self.cases {
      #expect(PictureProtocol.detected(in: environment) == expected, "\(environment)")
    }
  }

  @Test func wordsChooseAWay() {
    for word in PictureProtocol.words {
      #expect(PictureProtocol(word: word, environment: [:]) != nil, "\(word)")
    }
    #expect(PictureProtocol(word: "blocks", environment: [:]) == .paletteBlocks)
    #expect(
      PictureProtocol(word: "blocks", environment: ["COLORTERM": "24bit"]) == .trueColorBlocks)
    #expect(PictureProtocol(word: "auto", environment: ["TERM": "foot"]) == .sixel)
    #expect(PictureProtocol(word: "trueColorBlocks", environment: [:]) == nil)
  }
}
