import GANs
import Language
import Notebook
import Testing

/// Steps up to a phase, and what an empty line does again.
@Suite struct StepTests {
  private func session(_ text: String = "") -> Session {
    let session = Session()
    run("load digits count=40; build cgan batch=4 seed=3", in: session)
    if !text.isEmpty { run(text, in: session) }
    return session
  }

  @Test func untilGoesToWhereThePhaseComesNext() {
    let session = session("step until d.fake.update")
    #expect(session.model?.position == RunPosition(in: 1, before: .discriminatorFakeUpdate))
    // On from there, not at once at the end.
    run("step until d.fake.update", in: session)
    #expect(session.model?.position == RunPosition(in: 2, before: .discriminatorFakeUpdate))
    run("step until draw", in: session)
    #expect(session.model?.position == RunPosition(completed: 2))
    let other = self.session("step 2")
    #expect(session.model?.digest == other.model?.digest)
    #expect(
      error(of: "step 2 until draw", in: session)?.message
        == "`step` goes so far, or until a phase")
  }

  @Test func phasesAreCounted() {
    let session = session("step 3 phases")
    #expect(session.model?.phase == .discriminatorRealUpdate)
    run("step d.real.update", in: session)
    #expect(session.model?.phase == .discriminatorFakeGradient)
    run("step 2 d.real.update", in: session)
    #expect(session.model?.position == RunPosition(in: 3, before: .discriminatorFakeGradient))
  }

  @Test func stopsHoldInSteps() {
    let session = session("stop before d.real.update; stop at 1")
    #expect(
      transcript(of: "step until g.update", in: session).contains(
        "stopped in iteration 1, before d.real.update"))
    #expect(session.model?.phase == .discriminatorRealUpdate)
    run("step until g.update", in: session)
    #expect(session.model?.phase == .generatorUpdate)
    #expect(transcript(of: "step 5 phases", in: session).contains("stopped at iteration 1"))
    #expect(session.model?.position == RunPosition(completed: 1))
  }

  @Test func anEmptyLineDoesStepsAgain() {
    let session = session()
    session.isInteractive = true
    for (text, again) in [
      ("step", "step"), (" step until draw  # on", " step until draw  # on"),
      ("step back", "step back"), ("train 1", nil), ("step; step", nil), ("# step", nil),
      ("repeat 1 { step }", nil), ("x = 1", nil),
    ] {
      _ = session.run(text)
      #expect(session.repeatedText == again, "\(text)")
    }
    // As long as there is something to go on with.
    _ = session.run("stop when true")
    _ = session.run("train 2")
    #expect(session.repeatedText == nil)
    _ = session.run("continue")
    #expect(session.repeatedText == nil)
    _ = session.run("train 3")
    _ = session.run("continue")
    #expect(session.repeatedText == "continue")
  }
}
