import Testing
import ganbook

@Suite struct KeySequenceDecoderTests {
  private func decode(_ rest: String, reserved: Set<String> = []) -> KeySequenceDecoder.Found {
    KeySequenceDecoder(reserved: reserved).decode(Array("\u{1B}\(rest)".utf8))
  }

  @Test func keysOfBothModes() {
    #expect(decode("[A") == .key(.up, length: 3))
    #expect(decode("OA") == .key(.up, length: 3))
    #expect(decode("[1;5Cx") == .key(.wordRight, length: 6))
    #expect(decode("[3~") == .key(.delete, length: 4))
  }

  /// As xterm, iTerm2 and rxvt send arrows with Ctrl or Alt; some put an ESC before the key's own.
  @Test(arguments: ["[1;5", "[1;3", "[1;7", "[1;9", "[5", "O", "\u{1B}[", "\u{1B}O"])
  func arrowsWithModifiers(start: String) {
    let isRxvt = start == "O"
    let length = start.utf8.count + 2
    #expect(decode(start + (isRxvt ? "d" : "D")) == .key(.wordLeft, length: length))
    #expect(decode(start + (isRxvt ? "c" : "C")) == .key(.wordRight, length: length))
  }

  @Test func pasteBegins() {
    #expect(decode("[200~load") == .key(.paste, length: 6))
  }

  @Test func unfinishedSequencesWait() {
    for rest in ["", "[", "[2", "[200", "O", "\u{1B}", "\u{1B}["] {
      #expect(decode(rest) == .incomplete)
    }
  }

  @Test func wholeSequencesWithoutMeaningAreDropped() {
    #expect(decode("[15~") == .unknown(length: 5))
    #expect(decode("[?1;2c") == .unknown(length: 7))
  }

  @Test func whatIsNoSequenceStays() {
    #expect(decode("b") == .plain)
    #expect(decode("\u{1B}x") == .plain)
    #expect(decode("Ox") == .plain)
    #expect(decode("[\n") == .plain)
    // Parameters without end.
    #expect(decode("[" + String(repeating: "1", count: 60)) == .plain)
  }

  @Test func userBindingsAreLeftToLibedit() {
    #expect(decode("[A", reserved: ["[A"]) == .plain)
    #expect(decode("[15~", reserved: ["[15~"]) == .plain)
    // Without it, pasted lines would run.
    #expect(decode("[200~", reserved: ["[200~"]) == .key(.paste, length: 6))
  }

  @Test func bindingsOfAnEditrc() {
    let text = """
      # bind "^[[H" nothing
      bind -v
      bind "^[[A" ed-prev-history
      ganbook:bind \\e[15~ ed-clear-screen
      edit on
      """
    #expect(KeySequenceDecoder.sequences(boundIn: text) == ["[A", "[15~"])
  }
}
