import Testing
import ganbook

@Suite struct LiveRegionTests {
  /// A region, its clock and what it wrote.
  private final class Recording {
    private final class State {
      var time = ContinuousClock.now
      var columns = 40
      var written = ""
    }
    private let state: State
    let region: LiveRegion

    init(columns: Int = 40) {
      let state = State()
      state.columns = columns
      self.state = state
      region = LiveRegion(
        columns: { state.columns }, now: { state.time },
        write: { state.written += $0 })
    }

    func resize(columns: Int) { state.columns = columns }
    func pass(_ duration: Duration) { state.time += duration }

    func take() -> String {
      defer { state.written = "" }
      return state.written
    }
  }

  private func screen(_ text: String) -> String {
    var screen = Screen(columns: 40, rows: 6)
    screen.show(text)
    return screen.text
  }

  @Test func oneLineOverItself() {
    let recording = Recording()
    for number in 1...3 {
      recording.region.show("iteration \(number)")
      recording.pass(.milliseconds(100))
    }
    let written = recording.take()
    #expect(screen(written) == "iteration 3")
    recording.region.finish()
    #expect(recording.take() == "\n")
  }

  @Test func notMoreOftenThanAnyoneReads() {
    let recording = Recording()
    for number in 1...1000 {
      recording.region.show("iteration \(number)")
      recording.pass(.milliseconds(1))
    }
    recording.region.finish()
    let written = recording.take()
    #expect(written.split(separator: "\r").count < 20)
    // The last state is what stays.
    #expect(screen(written).hasPrefix("iteration 1000"))
  }

  @Test func linesAreCutToTheWindow() {
    let recording = Recording(columns: 20)
    recording.region.show("0123456789012345678901234567890")
    #expect(recording.take() == "0123456789012345678")
  }

  @Test func aPictureAboveTheLine() {
    let recording = Recording()
    recording.region.show("1", picture: ["ab", "cd"])
    recording.pass(.seconds(1))
    recording.region.show("2", picture: ["ef", "gh"])
    #expect(screen(recording.take()) == "ef\ngh\n2")
  }

  /// Most terminals wrap what stands on the screen when the window becomes narrower.
  @Test func aNarrowerWindow() {
    let recording = Recording()
    recording.region.show(
      "0123456789012345678901234567890", picture: ["\u{1B}[38;5;16mabcdefghijkl\u{1B}[0m"])
    _ = recording.take()
    recording.pass(.seconds(1))
    recording.resize(columns: 10)
    recording.region.show("short", picture: ["ab"])
    var narrow = Screen(columns: 10, rows: 8)
    // As the terminal has wrapped it: 12 and 31 columns are six rows of ten.
    narrow.show("before\r\nabcdefghij\r\nkl\r\n0123456789\r\n0123456789\r\n0123456789\r\n0")
    narrow.show(recording.take())
    #expect(narrow.text == "before\nab\nshort")
  }

  @Test func nothingIsClearedBeforeItIsDrawn() {
    let recording = Recording()
    recording.region.show("long line", picture: ["abcd"])
    recording.pass(.seconds(1))
    recording.region.show("line", picture: ["ef"])
    let written = recording.take()
    #expect(written.hasSuffix("\r\u{1B}[1Aef\u{1B}[K\r\nline\u{1B}[K\u{1B}[J"))
    #expect(screen(written) == "ef\nline")
  }

  @Test func clearedForOtherOutput() {
    let recording = Recording()
    recording.region.show("1", picture: ["ab", "cd"])
    recording.region.clear()
    #expect(screen(recording.take() + "result\r\n") == "result")
    recording.region.finish()
    #expect(recording.take() == "")
  }
}
