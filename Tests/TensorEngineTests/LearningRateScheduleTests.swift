import Foundation
import TensorEngine
import Testing

@Suite struct LearningRateScheduleTests {
  /// Each schedule against its closed formula, written down once more.
  @Test(arguments: 0..<60) func schedulesFollowTheirFormulas(iteration: Int) {
    let t = Double(iteration)
    func expect(_ schedule: LearningRateSchedule, _ wanted: Double) {
      #expect(abs(Double(schedule(iteration)) - wanted) <= 1e-6 * max(wanted, 1e-3), "\(schedule)")
    }
    expect(.constant(0.25), 0.25)
    expect(.linear(from: 0.8, to: 0.2, over: 40), t < 40 ? 0.8 - 0.6 * t / 40 : 0.2)
    expect(
      .cosine(from: 0.8, to: 0.2, over: 40),
      t < 40 ? 0.2 + 0.3 * (1 + cos(.pi * t / 40)) : 0.2)
    expect(.step(from: 0.8, factor: 0.5, every: 15), [0.8, 0.4, 0.2, 0.1][iteration / 15])
    expect(.warmUp(over: 10, then: .constant(0.5)), t < 10 ? 0.05 * (t + 1) : 0.5)
    expect(
      .warmUp(over: 8, then: .linear(from: 0.8, to: 0.2, over: 40)),
      t < 8 ? 0.1 * (t + 1) : t < 48 ? 0.8 - 0.6 * (t - 8) / 40 : 0.2)
  }

  @Test func whatIsOverStaysAndWhatIsBeforeIsTheFirst() {
    #expect(LearningRateSchedule.linear(from: 1, to: 0.5, over: 10)(1_000_000) == 0.5)
    #expect(LearningRateSchedule.cosine(from: 1, to: 0.5, over: 10)(10) == 0.5)
    #expect(LearningRateSchedule.linear(from: 1, to: 0.5, over: 10)(-3) == 1)
    #expect(LearningRateSchedule.linear(from: 1, to: 0.5, over: 0)(0) == 0.5)
    #expect(LearningRateSchedule.step(from: 1, factor: 0.5, every: 0)(7) == 1)
    #expect(LearningRateSchedule.warmUp(over: 0, then: .constant(1))(0) == 1)
  }
}
