import Testing
import ganbook

@Suite struct PastedTextTests {
  @Test func newlinesComeAsCarriageReturns() {
    #expect(PastedText.cleaned("a\rb\r\nc\nd\r\re") == "a\nb\nc\nd\n\ne")
  }

  @Test func tabsAndControlCharacters() {
    #expect(PastedText.cleaned("a\tb\u{1B}[31mc\u{7}\u{0}\u{9B}d") == "a  b[31mcd")
    #expect(PastedText.cleaned("x\u{202E}y\u{2066}z") == "xyz")
  }

  @Test func promptsOfATranscript() {
    let transcript = """
      gan:1> load mnist
      mnist: 60000 training and 10000 test images, 28x28
      gan:12> repeat 3 {
        train iterations=2
      }
      iteration 6
      gan:13>grid a.png
      gan:14 slower> step
      """
    let cells = """
      load mnist
      repeat 3 {
        train iterations=2
      }
      grid a.png
      step
      """
    #expect(PastedText.cleaned(transcript) == cells)
  }

  @Test func aSelectionMayBeginInsideALine() {
    #expect(PastedText.cleaned("train\ngan:2> save x") == "train\nsave x")
  }

  @Test func textWithoutPromptsStays() {
    let text = "load mnist\n  x = 3 # gan:1> no prompt\n"
    #expect(PastedText.cleaned(text) == text)
  }
}
