import Notebook
import Testing

@Suite struct TimelineTests {
  private func session(_ text: String = "") -> Session {
    let session = Session()
    session.isInteractive = true
    for line in "load digits count=40\nbuild cgan batch=4 seed=3\n\(text)".split(separator: "\n") {
      for case .error(let diagnostic) in session.run(String(line)) {
        Issue.record("\(diagnostic.text)")
      }
    }
    return session
  }

  private func digests(_ session: Session) -> String {
    transcript(of: "echo digest(G) digest(D) iteration phase", in: session)
  }

  @Test func rewindIsExact() {
    let reference = session("step 2")
    let session = session("snapshot\nstep 4\nstop when iteration > 0\nrewind 2")
    #expect(digests(session) == digests(reference))
    #expect(transcript(of: "len(loss.d)", in: session) == "2")
    // The stops are there again.
    #expect(transcript(of: "stops", in: session) == "stop when iteration > 0")
  }

  @Test func undoTakesBackOneCommandAtATime() {
    let session = session("step 2")
    let before = digests(session)
    _ = session.run("set d.rate 1e-3")
    _ = session.run("step")
    #expect(transcript(of: "undo", in: session) == "undone: step; iteration 2")
    #expect(session.model?.hyperparameters.discriminatorAdam.learningRate == 1e-3)
    #expect(transcript(of: "undo", in: session).hasPrefix("undone: set d.rate 1e-3;"))
    #expect(session.model?.hyperparameters.discriminatorAdam.learningRate == 2e-4)
    #expect(digests(session) == before)
    _ = session.run("undo")
    #expect(transcript(of: "iteration", in: session) == "0")
    #expect(transcript(of: "undo", in: session).contains("there is nothing to take back"))
  }

  /// What puts another model in the place of one can be taken back like a training.
  @Test func anotherModelIsTakenBack() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    session.isInteractive = true
    for text in ["load digits count=40", "build cgan batch=4 seed=3", "step 2"] {
      _ = session.run(text)
    }
    _ = session.run("save run.checkpoint; export keras model; step")
    let before = digests(session)
    for text in [
      "open run.checkpoint", "import keras model", "build dcgan", "build cgan batch=4 seed=3",
      "reset",
    ] {
      for case .error(let diagnostic) in session.run(text) { Issue.record("\(diagnostic.text)") }
      #expect(digests(session) != before, "\(text)")
      #expect(
        transcript(of: "undo", in: session) == "undone: \(text); iteration 3")
      #expect(digests(session) == before, "\(text)")
      #expect(session.hasUnsavedTraining, "\(text)")
    }
    // A run does not go back to a state of another one.
    let other = "build cgan batch=4 seed=3 rate=1e-3; step 4; rewind 3"
    _ = session.run(other)
    #expect(digests(session) == digests(self.session(other)))
  }

  @Test func linesGoOnBesideEachOther() {
    let session = session("step\nfork slower\nset d.rate 1e-6\nstep 2")
    let slower = digests(session)
    #expect(transcript(of: "fork main", in: session) == "on main: iteration 1")
    _ = session.run("step")
    let outputs = session.run("compare main slower")
    guard case .table(let table)? = outputs.first else {
      Issue.record("\(outputs)")
      return
    }
    #expect(table.rows[0] == ["iteration", "2", "3"])
    _ = session.run("fork slower")
    #expect(digests(session) == slower)
    #expect(transcript(of: "compare main slwer", in: session).contains("did you mean `slower`?"))
  }

  @Test func aLineRemembersWhetherAFileHasIt() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    _ = session.run(
      "load digits count=40\nbuild cgan batch=4 seed=3\nstep\nfork other\nstep\nsave \"a.ckpt\"")
    #expect(!session.hasUnsavedTraining)
    _ = session.run("fork main")
    #expect(session.hasUnsavedTraining)
    _ = session.run("fork other")
    #expect(!session.hasUnsavedTraining)
  }

  @Test func whatIsNotKeptCannotBeReached() {
    let session = Session()
    _ = session.run("load digits count=40\nbuild cgan batch=4\nstep 2")
    #expect(
      transcript(of: "rewind 1", in: session)
        .contains("no state at or before iteration 1 is kept"))
    #expect(transcript(of: "rewind 5", in: session).contains("iteration 5 is not behind 2"))
  }

  @Test func whatIsPutAwayUnsavedIsSaid() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    session.isInteractive = true
    let setup = "load digits count=40; build cgan batch=4; export keras model; save cgan.checkpoint"
    run(setup, in: session)
    for command in ["import keras model", "build dcgan", "reset", "open cgan.checkpoint"] {
      run("step 2; step draw", in: session)
      let kind = session.model?.kind.name ?? ""
      let outputs = session.run(command)
      #expect(
        outputs.first
          == .text(
            "put away: \(kind), iteration 3, next is generate, not saved; `undo` brings it back"),
        "\(command): \(outputs)")
      run("undo", in: session)
      #expect(session.model?.iteration == 2)
      run("build cgan batch=4", in: session)
    }
    // Nothing to lose: not trained, or in a file.
    for setup in ["build cgan batch=4", "step; save run.checkpoint"] {
      run(setup, in: session)
      #expect(session.run("build acgan").count == 1, "\(setup)")
    }
    // A script has nobody who changes their mind.
    let script = Session()
    run("load digits count=40; build cgan batch=4; step", in: script)
    #expect(script.run("build acgan").count == 1)
  }
}
