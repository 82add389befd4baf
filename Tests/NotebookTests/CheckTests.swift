import GANs
import Language
import Notebook
import TensorEngine
import Testing

/// `check`, its names, and what `train check=true` tells.
@Suite struct CheckTests {
  private static let setup = "load digits count=40\nbuild cgan batch=4 seed=1"

  private func session(_ text: String = setup) -> Session {
    let session = Session()
    session.isInteractive = true
    run(text, in: session)
    return session
  }

  /// Gives the run iterations that it never had, in each of which D was right about a share of images.
  private func pretend(_ session: Session, iterations: Int, rightAnswers share: Float) {
    guard var run = session.workspace.run else { return }
    var measurement = Measurement(of: run.kind.objective)
    (measurement.real.validityAccuracy, measurement.fake.validityAccuracy) = (share, share)
    run.history = GrowingList((0..<iterations).map { _ in measurement })
    run.iteration = iterations
    session.workspace.run = run
  }

  @Test func eachRuleIsARow() {
    let session = session()
    run("step 2", in: session)
    let text = transcript(of: "check", in: session)
    for rule in HealthRule.all { #expect(text.contains("\n\(rule.name) "), "\(rule.name)") }
    #expect(text.contains(#/updates +pass .* 1e-4 to 0.01/#))
    #expect(text.contains("\nlabels: judged from iteration 1000 on"))
    let updates = transcript(of: "check updates", in: session)
    #expect(updates.contains(/G.dense4 +[0-9.e-]+ +1e-4 to 0.01/))
  }

  @Test func whatFailsIsToldWithItsRemedy() {
    let session = session()
    run("step", in: session)
    pretend(session, iterations: 150, rightAnswers: 1)
    let text = transcript(of: "check", in: session)
    #expect(text.contains(/dominance +FAIL +1 +at most 0.98 +D +100\n/))
    #expect(text.contains("\ndominance: lower D's rate"))
    #expect(transcript(of: "check.dominance", in: session) == "true")
    #expect(transcript(of: "x = check.dominance and not check.exploding; x", in: session) == "true")
  }

  @Test func trainingStopsAtARule() {
    let session = session("\(Self.setup)\nstep")
    pretend(session, iterations: 150, rightAnswers: 1)
    let text = transcript(of: "stop when check.dominance\ntrain iterations=5", in: session)
    #expect(text.contains("stopped at iteration 151, after g.update: check.dominance"))
  }

  /// A rule that needs a look is not looked at for the next hundred iterations.
  @Test func aLookIsKept() throws {
    let session = session("load digits count=40\nbuild acgan batch=2 seed=1 latent=4\nstep")
    #expect(transcript(of: "check.modes", in: session) == "false")
    session.workspace.run?.iteration = 150
    #expect(transcript(of: "check.modes", in: session) == "false")
    let far = Tensor(repeating: 1e3, shape: [64])
    session.workspace.run?.discriminator.parameters["bn2.mean"] = far
    #expect(transcript(of: "check.modes", in: session) == "false")
    #expect(transcript(of: "check modes", in: session).contains("FAIL"))
    session.workspace.run?.iteration = 250
    #expect(transcript(of: "check.modes", in: session) == "true")
    // Another run is looked at anew.
    run("build acgan batch=2 seed=2 latent=4\nstep", in: session)
    #expect(transcript(of: "check.modes", in: session) == "false")
  }

  @Test func trainingWarnsOnceAndTellsWhenItIsOver() {
    let session = session("\(Self.setup)\nstep")
    pretend(session, iterations: 199, rightAnswers: 1)
    func trained() -> String { transcript(of: "train iterations=1 check=true", in: session) }
    let first = trained()
    #expect(
      first.contains("warning: iteration 200: check.dominance fails: D is too strong: the share"))
    #expect(first.contains("good is at most 0.98. What to do: lower D's rate"))
    pretend(session, iterations: 298, rightAnswers: 1)
    #expect(!trained().contains("dominance"))
    pretend(session, iterations: 299, rightAnswers: 1)
    #expect(!trained().contains("dominance"))
    pretend(session, iterations: 399, rightAnswers: 0.7)
    #expect(trained().contains("iteration 400: check.dominance no longer fails"))
    pretend(session, iterations: 499, rightAnswers: 1)
    #expect(!transcript(of: "train iterations=1", in: session).contains("check."))
  }

  @Test func trainingIsTheSameWithIt() {
    func digest(_ train: String) -> String {
      let session = session("\(Self.setup)\nstep 99")
      _ = transcript(of: train, in: session)
      return transcript(of: "digest(G) + digest(D)", in: session)
    }
    let plain = digest("train iterations=2")
    #expect(digest("train iterations=2 check=true") == plain)
    #expect(digest("stop when check.dead and check.modes; train iterations=2") == plain)
    #expect(digest("train iterations=1; check; train iterations=1") == plain)
  }

  @Test func withoutAModelItSaysSo() {
    for text in ["check", "check.dead"] {
      #expect(error(of: text)?.message.contains("needs a model") == true, "\(text)")
    }
    #expect(error(of: "check.ded")?.text.contains("did you mean `dead`?") == true)
    #expect(error(of: "check ded")?.text.contains("did you mean `dead`?") == true)
  }

  @Test func withoutDataTheRestIsJudged() {
    let session = session("build cgan batch=4 seed=1")
    session.workspace.run?.iteration = 600
    let text = transcript(of: "check", in: session)
    #expect(text.contains(/\ncollapse: .*no data to compare with/))
    #expect(text.contains(/blank +(pass|FAIL)/))
  }

  @Test func helpExplainsEachRule() {
    let help = transcript(of: "check?")
    for rule in HealthRule.all {
      #expect(help.contains("check.\(rule.name)"))
      let text = transcript(of: "check.\(rule.name)?").replacing(/\s+/, with: " ")
      #expect(text.contains("What to do: \(rule.remedy)"), "\(text)")
    }
  }

  @Test func ruleNamesAreCompleted() {
    let session = Session()
    for text in ["check.co", "stop when check.co", "x = check.co"] {
      let list = session.completions(of: text, cursor: text.count)
      #expect(list.candidates.map(\.text) == ["check.collapse"], "\(text)")
    }
    #expect(session.completions(of: "check co", cursor: 8).candidates.map(\.text) == ["collapse"])
  }

  @Test func anotherKindIsJudgedToo() {
    let session = Session(kinds: GANKind.all + [.projected])
    session.data = tinyImages()
    run("build projected latent=6 batch=4 seed=2 rate=0.05\nstep 3", in: session)
    session.workspace.run?.iteration = 2000
    let text = transcript(of: "check", in: session)
    #expect(text.contains(/\nlabels: .*D has no label head/))
    #expect(text.contains(/collapse +(pass|FAIL)/))
    #expect(text.contains(/frozen +pass/))
  }
}
