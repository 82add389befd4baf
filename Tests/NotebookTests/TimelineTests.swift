import GANs
import Language
import Notebook
import Synchronization
import TensorEngine
import Testing

@Suite struct TimelineTests {
  private func session(
    _ text: String = "", interrupt: InterruptFlag = InterruptFlag()
  ) -> Session {
    let session = Session(interrupt: interrupt)
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
    #expect(session.workspace.stops.map(\.text) == ["stop when iteration > 0"])
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

  /// A script keeps states as well, and what none is kept of is trained again from the seed.
  @Test func scriptsGoBackToo() {
    let session = Session()
    run("load digits count=40\nbuild cgan batch=4 seed=3\nstep 2", in: session)
    let reference = self.session("step")
    run("rewind 1", in: session)
    #expect(digests(session) == digests(reference))
    #expect(
      transcript(of: "rewind 5", in: session).contains("iteration 5 is not behind iteration 1"))
    #expect(
      transcript(of: "rewind 5", in: session).contains("`train iterations=4` goes on to there"))
  }

  /// What was set on the way is done again, whichever states are kept.
  @Test func whatWasSetIsDoneAgain() {
    let session = session("step 2\nset d.rate 0.01\nstep d.fake.update\nset batch 3\nstep 3")
    let passed = digests(session)
    run("step 2\nrewind 5", in: session)
    #expect(digests(session) == passed)
    // What was set where it goes back to is set then, too.
    run("rewind 2", in: session)
    #expect(session.model?.hyperparameters.discriminatorAdam.learningRate == 0.01)
    #expect(session.model?.hyperparameters.batch == 4)
    run("step 3", in: session)
    // Without the smaller batch, which was set later and has been gone back behind.
    #expect(digests(session) != passed)
  }

  @Test func phasesAreGoneBackTo() {
    let reference = session("step 2\nstep d.real.update")
    let session = session("step 4")
    run("rewind 3 d.fake.gradient", in: session)
    #expect(digests(session) == digests(reference))
    run("step 2", in: session)
    run("step back", in: session)
    #expect(session.model?.position == .init(completed: 3))
    run("step back 2 phases", in: session)
    #expect(session.model?.position == .init(completed: 2, phase: .generatorGradient))
    run("step back", in: session)
    #expect(session.model?.position == .init(completed: 2))
    run("step back 100", in: session)
    #expect(session.model?.position == .init(completed: 0))
    #expect(transcript(of: "step back", in: session).contains("the run is at its beginning"))
  }

  @Test func eachLineTakesBackItsOwn() {
    let session = session("train iterations=5\nfork b\nfork main\nstep 4\nfork b\nstep 1")
    run("fork main", in: session)
    let nine = digests(session)
    #expect(transcript(of: "undo", in: session).contains("undone: step 4; iteration 5"))
    run("redo", in: session)
    #expect(digests(session) == nine)
    run("fork b", in: session)
    #expect(session.model?.iteration == 6)
    run("undo", in: session)
    #expect(transcript(of: "undo", in: session).contains("there is nothing to take back on b"))
    run("fork main", in: session)
    #expect(digests(session) == nine)
  }

  @Test func severalCommandsAreTakenBackAndDoneAgain() {
    let session = session("step\nset d.rate 1e-3\nstep")
    let end = digests(session)
    run("undo 3", in: session)
    #expect(session.model?.position == .init(completed: 0))
    run("redo 2\nredo", in: session)
    #expect(digests(session) == end)
    run("undo 2\nstep 5", in: session)
    #expect(transcript(of: "redo", in: session).contains("nothing was taken back on main"))
  }

  /// A Ctrl-C that comes as soon as something is trained again.
  private final class Key: Sendable {
    let flag = Mutex<InterruptFlag?>(nil)
    let isHeld = Atomic<Bool>(false)

    func look() {
      if isHeld.load(ordering: .relaxed) { flag.withLock { $0?.set() } }
    }
  }

  /// Ctrl-C on the way back, and then everything is as before.
  @Test func anInterruptedRewindChangesNothing() {
    let key = Key()
    let flag = InterruptFlag { key.look() }
    key.flag.withLock { $0 = flag }
    let session = session(
      "step 6\nset d.rate 1e-3\nstep 30\nset timeline.memory 0KB\nstep", interrupt: flag)
    let before = digests(session)
    let lines = transcript(of: "timeline", in: session)
    key.isHeld.store(true, ordering: .relaxed)
    #expect(transcript(of: "rewind 30", in: session).contains("interrupted"))
    key.isHeld.store(false, ordering: .relaxed)
    #expect(digests(session) == before)
    #expect(transcript(of: "timeline", in: session) == lines)
    run("rewind 30", in: session)
    #expect(session.model?.iteration == 30)
  }

  @Test func snapshotsHaveNames() {
    let session = session("step\nsnapshot good\nstep 2")
    #expect(transcript(of: "timeline", in: session).contains("snapshot good"))
    run("rewind to good", in: session)
    #expect(session.model?.iteration == 1)
    #expect(
      transcript(of: "step; rewind to god", in: session).contains("did you mean `good`?"))
    run("fork b; rewind 0; fork main; rewind 0; step", in: session)
    #expect(
      transcript(
        of: "set d.rate 1e-5; step; rewind 0; set g.rate 0.1; step 3; rewind to good", in: session
      )
      .contains("is not behind"))
  }

  /// Each line may have a snapshot of a name, and one place several names.
  @Test func aNameIsOfItsLine() {
    let session = session("step 2; snapshot good; snapshot same; fork b; step 2; snapshot good")
    run("fork main; step 3; rewind to good", in: session)
    #expect(session.model?.iteration == 2)
    // There already: no error, which would end a script.
    run("rewind to same; rewind 2", in: session)
    #expect(session.model?.iteration == 2)
    run("fork b; step; rewind to good", in: session)
    #expect(session.model?.iteration == 4)
  }

  /// What was to go on goes on, wherever one has been meanwhile.
  @Test func theUnfinishedTrainingIsOfItsLine() {
    let session = session("stop at 2; train iterations=4; clear")
    run("fork b; fork main; rewind 1; undo; build cgan batch=4; undo; continue", in: session)
    #expect(session.model?.iteration == 4)
    run("fork b; continue", in: session)
    #expect(session.model?.iteration == 4)
  }

  /// A rate that is set in each iteration makes a long log, which a checkpoint holds all the same.
  @Test func aLongLogIsReadAgain() throws {
    let folder = try ScriptFolder()
    let session = Session(environment: [:], folder: folder.path)
    run("load digits count=40; build cgan batch=4; step", in: session)
    for number in 0..<9000 {
      try session.workspace.changeHyperparameters {
        $0.discriminatorAdam.learningRate = Float(number + 1) * 1e-6
      }
    }
    run("save long.checkpoint; open long.checkpoint; step; rewind 1", in: session)
    #expect(session.model?.log.entries.count == 9002)
  }

  @Test func everyBitIsCompared() {
    let session = session("train iterations=60")
    #expect(transcript(of: "verify 20", in: session).contains("again: the same bits"))
    // A bit of a weight changes by itself, as in a memory that fails.
    session.workspace.run?.generator.parameters["dense1.weight"]?.flipBit(at: 7)
    let text = transcript(of: "verify 20", in: session)
    #expect(text.contains("iteration 60 is not what it was: digest"), "\(text)")
    // The digest of iteration 50 finds it on any way that passes there.
    run("step", in: session)
    #expect(transcript(of: "verify 5", in: session).contains("is not what it was"))
  }

  @Test func otherDataIsSaid() {
    let session = session("step 2")
    run("load digits count=60 seed=5\nstep 2", in: session)
    let four = digests(session)
    run("step", in: session)
    run("set timeline.memory 0KB\nstep", in: session)
    // What was drawn from the new data needs no other.
    run("rewind 3\nundo", in: session)
    let text = transcript(of: "rewind 1", in: session)
    #expect(text.contains("was trained on other data, digits"), "\(text)")
    #expect(text.contains("`load` that data again first"), "\(text)")
    run("load digits count=40", in: session)
    run("rewind 1", in: session)
    run("undo", in: session)
    #expect(session.model?.iteration == 6)
    #expect(digests(session) != four)
  }

  @Test func aRunThatWasPutAwayIsNotCompared() {
    let session = session("step\nfork b\nstep\nbuild cgan batch=4 seed=4\nstep\nfork c")
    #expect(transcript(of: "compare main b", in: session).contains("unknown name `b`"))
    run("compare main c", in: session)
    run("fork main\nundo\nundo", in: session)
    #expect(session.model?.seed == 3)
    run("compare main b", in: session)
    run("redo\nredo", in: session)
    #expect(session.model?.seed == 4 && session.model?.iteration == 1)
    run("compare main c", in: session)
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

extension Tensor {
  /// Changes the lowest bit of an element.
  fileprivate mutating func flipBit(at index: Int) {
    withUnsafeMutableBuffer { $0[index] = Float(bitPattern: $0[index].bitPattern ^ 1) }
  }
}
