import Language
import Notebook
import Testing

@Suite struct WordWrapTests {
  private func widest(_ text: String) -> Int {
    text.split(separator: "\n").map(\.count).max() ?? 0
  }

  @Test func whatFitsStaysAsItIs() {
    for text in ["", "a  b ", "  two\n\n  lines", "name   what it is"] {
      #expect(WordWrap.text(text, columns: 20) == text)
    }
  }

  @Test func furtherLinesStandUnderTheSecondColumn() {
    #expect(
      WordWrap.text("  rate  how far a step goes: a number", columns: 24) == """
          rate  how far a step
                goes: a number
        """)
  }

  @Test func withoutRoomBesideTheFirstColumnTheyAreSetIn() {
    #expect(
      WordWrap.text("  a long first column  and a second", columns: 24) == """
          a long first column
              and a second
        """)
    #expect(
      WordWrap.text("stopped in iteration 12, after draw", columns: 26)
        == "stopped in iteration 12,\n    after draw")
    #expect(
      WordWrap.text("  a paragraph that is set in", columns: 18)
        == "  a paragraph that\n  is set in")
  }

  @Test func whatBelongsTogetherStaysTogether() {
    #expect(
      WordWrap.text("train [until\(WordWrap.fixedSpace)COND]", columns: 16)
        == "train\n    [until COND]")
    let digest = String(repeating: "0a", count: 32)
    #expect(WordWrap.text(digest, columns: 20) == digest)
    #expect(WordWrap.text("by=class|none|all", columns: 14) == "by=class|none|\n   all")
  }

  /// In each width each topic keeps its words, whole, and each line that has more than one fits.
  @Test(arguments: [40, 80, 100]) func helpInAWindow(columns: Int) throws {
    let help = Help(signatures: Registry.standard.signatures, grammar: GrammarPage.text)
    for topic in help.topics + [""] {
      let text = try help.text(on: topic)
      let wrapped = WordWrap.text(text, columns: columns)
      let isFitting = wrapped.split(separator: "\n").allSatisfy {
        $0.count <= columns || !$0.drop { $0 == " " }.contains(" ")
      }
      #expect(isFitting, "\(topic):\n\(wrapped)")
      // Only lists of alternatives are broken inside, behind a bar.
      func words(_ text: String) -> [Substring] {
        text.split { " \n|\(WordWrap.fixedSpace)".contains($0) }
      }
      #expect(words(wrapped) == words(text), "\(topic)")
    }
  }
}
