import Notebook
import Testing

@Suite struct ProgressTests {
  @Test func aLineHasWhatOneWantsToKnow() {
    let progress = Progress(
      iteration: 200, target: 14000,
      figures: [.init("d loss", 0.6931), .init("g loss", 2.25)], iterationsPerSecond: 20.5,
      secondsLeft: 673)
    #expect(
      progress.line
        == "iteration 200/14000  d loss 0.693  g loss 2.250  20.5/s  12 min left")
  }

  @Test(arguments: [
    (0.2, "1 s"), (99, "99 s"), (101, "2 min"), (5940, "99 min"), (6001, "1 h 41 min"),
    (Double.infinity, "very long"),
  ])
  func durationsReadAtAGlance(seconds: Double, text: String) {
    #expect(Progress.duration(seconds) == text)
  }
}
