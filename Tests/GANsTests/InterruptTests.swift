import GANs
import TensorEngine
import Testing

@Suite struct InterruptTests {
  private struct Interrupt: Error {}

  /// At each poll of each phase of the second iteration: the run is left as it was before the phase,
  /// and goes on as if nothing had been.
  @Test(arguments: ["acgan", "cgan", "dcgan"])
  func anInterruptedPhaseNeverWas(name: String) throws {
    let kind = try #require(GANKind.named(name))
    let data = RandomImages()
    var run = try smallRun(kind, seed: 8)
    try run.iterate(on: data)
    var gradientPolls = 0
    for phase in Phase.allCases {
      #expect(run.phase == phase)
      let before = state(of: run)
      var after = run
      var polls = 0
      try after.advance(on: data) { polls += 1 }
      let wanted = state(of: after)
      if phase.rawValue.hasSuffix("gradient") { gradientPolls += polls }
      if phase.rawValue.hasSuffix("update") { #expect(polls == 0, "an update is whole") }
      for allowed in 0..<polls {
        var interrupted = run
        var count = 0
        #expect(throws: Interrupt.self) {
          try interrupted.advance(on: data) {
            count += 1
            if count > allowed { throw Interrupt() }
          }
        }
        #expect(state(of: interrupted) == before, "\(phase) at poll \(allowed)")
        // Every tenth place is enough to see that it goes on.
        guard allowed % 10 == 0 else { continue }
        try interrupted.advance(on: data)
        #expect(state(of: interrupted) == wanted, "\(phase) after poll \(allowed)")
      }
      run = after
    }
    #expect(gradientPolls > 20)
  }
}
