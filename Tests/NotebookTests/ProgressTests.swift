import Language
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
    (200, "iteration 43/150  loss d 0.006  real 0.001  g 6.527  5.25/s  20 s left"),
    (70, "iteration 43/150  loss d 0.006  real 0.001  g 6.527  5.25/s  20 s left"),
    (69, "iteration 43/150  loss d 0.006  g 6.527  5.25/s  20 s left"),
    (57, "43/150  loss d 0.006  g 6.527  5.25/s  20 s left"),
    (40, "43/150  loss d 0.006  5.25/s  20 s left"), (30, "43/150  5.25/s  20 s left"),
    (19, "43/150  20 s left"), (5, "43/150"),
  ])
  func whatMattersLeastGoesFirst(columns: Int, line: String) {
    let progress = Progress(
      iteration: 43, target: 150,
      figures: [.init("loss d", 0.006), .init("real", 0.001, isDetail: true), .init("g", 6.527)],
      iterationsPerSecond: 5.25, secondsLeft: 19.5)
    #expect(progress.line(fitting: columns) == line)
  }

  @Test(arguments: [
    (0.2, "1 s"), (99, "99 s"), (101, "2 min"), (5940, "99 min"), (6001, "1 h 41 min"),
    (Double.infinity, "very long"),
  ])
  func durationsReadAtAGlance(seconds: Double, text: String) {
    #expect(Progress.duration(seconds) == text)
  }
}
