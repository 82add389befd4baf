import Testing
import ganbook

@Suite struct ProgressLogTests {
  /// A log, its clock and what it wrote.
  private final class Recording {
    var time = ContinuousClock.now
    var written = ""

    lazy var log = ProgressLog(
      now: { [unowned self] in time }, write: { [unowned self] in written += $0 })

    /// One state each second, and how long a time goes by.
    func show(seconds: Range<Int>, _ each: (Int) -> Void = { _ in }) {
      for second in seconds {
        log.show("second \(second)")
        each(second)
        time += .seconds(1)
      }
    }
  }

  @Test func aLineEveryTenSecondsAndTheLastState() {
    let recording = Recording()
    recording.show(seconds: 0..<26)
    #expect(recording.written == "second 10\nsecond 20\n")
    recording.log.finish()
    recording.log.finish()
    #expect(recording.written == "second 10\nsecond 20\nsecond 25\n")
  }

  /// What a line has told is not told again when something ends with it.
  @Test func nothingIsToldTwice() {
    let recording = Recording()
    recording.show(seconds: 0..<11)
    recording.log.finish()
    #expect(recording.written == "second 10\n")
  }

  /// The pause goes on where something else was written in between.
  @Test func endingsDoNotShortenThePause() {
    let recording = Recording()
    recording.show(seconds: 0..<35) { if $0 % 7 == 3 { recording.log.finish() } }
    #expect(
      recording.written
        == "second 3\nsecond 10\nsecond 17\nsecond 20\nsecond 24\nsecond 30\nsecond 31\n")
  }
}
