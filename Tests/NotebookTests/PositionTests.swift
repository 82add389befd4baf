import Language
import Notebook
import Testing

/// One numbering of iterations: whoever names one names the same.
@Suite struct PositionTests {
  private func session(_ text: String) -> Session {
    let session = Session()
    session.isInteractive = true
    run("load digits count=40; build cgan batch=4 seed=3; \(text)", in: session)
    return session
  }

  @Test func insideOfAnIterationEverybodyNamesThatOne() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    session.isInteractive = true
    run("load digits count=40; build cgan batch=4 seed=3; step 2", in: session)
    #expect(
      transcript(of: "step d.real.update", in: session)
        == "iteration 3, next is d.fake.gradient")
    let place = "iteration 3, next is d.fake.gradient"
    #expect(error(of: "[1][5]", in: session)?.state == "\(place); state unchanged")
    #expect(transcript(of: "snapshot", in: session) == "kept \(place)")
    #expect(transcript(of: "save a.ckpt", in: session) == "a.ckpt: cgan, \(place)")
    #expect(transcript(of: "open a.ckpt", in: session).hasSuffix("; \(place), seed 3"))
    run("stop before d.fake.update", in: session)
    #expect(
      transcript(of: "train iterations=1", in: session)
        .contains("stopped in iteration 3, before d.fake.update"))
    run("clear", in: session)
    #expect(transcript(of: "step", in: session).hasPrefix("iteration 3: loss d "))
    #expect(transcript(of: "iteration", in: session) == "3")
  }

  @Test func betweenTwoIterationsItIsTheCompleteOne() {
    let session = session("step 3")
    #expect(error(of: "[1][5]", in: session)?.state == "iteration 3; state unchanged")
    #expect(transcript(of: "iteration", in: session) == "3")
    run("stop at 4; watch loss.d every=1", in: session)
    let lines = transcript(of: "train iterations=9", in: session).split(separator: "\n")
    #expect(lines.first?.hasPrefix("iteration 4: loss.d = ") == true)
    #expect(lines.contains("stopped at iteration 4"))
  }
}
