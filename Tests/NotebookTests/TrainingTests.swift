import Files
import GANs
import Language
import Notebook
import TensorEngine
import Testing

/// Training as the language drives it.
@Suite struct TrainingTests {
  private static let setup = "load digits count=40\nbuild cgan batch=4 seed=3\n"

  private func session(_ text: String = "") -> Session {
    NotebookTests.session(after: Self.setup + text)
  }

  /// Whether two runs have the same parameters, bit for bit.
  private func areIdentical(_ a: Session, _ b: Session) -> Bool {
    guard let a = a.model, let b = b.model else { return false }
    return a.iteration == b.iteration && a.phase == b.phase
      && a.generator.parameters.names.allSatisfy {
        guard let x = a.generator.parameters[$0], let y = b.generator.parameters[$0] else {
          return false
        }
        return x.isIdentical(to: y)
      }
      && a.discriminator.parameters.names.allSatisfy {
        guard let x = a.discriminator.parameters[$0], let y = b.discriminator.parameters[$0] else {
          return false
        }
        return x.isIdentical(to: y)
      }
  }

  @Test func trainingReportsItsEnd() throws {
    let session = session()
    let outputs = session.run("train iterations=3")
    guard case .progress(let progress)? = outputs.last else {
      Issue.record("\(outputs)")
      return
    }
    #expect(progress.iteration == 3 && progress.target == 3 && progress.isLast)
    #expect(progress.figures.map(\.name) == ["loss d", "real", "fake", "g", "acc"])
    let run = try #require(session.model)
    #expect(progress.figures[0].value == Double(run.history[2].discriminatorLoss))
    #expect(transcript(of: "iteration", in: session) == "3")
    #expect(transcript(of: "len(loss.d)", in: session) == "3")
  }

  @Test func anInterruptedTrainingContinuesAsIfNothingHadHappened() {
    let undisturbed = session("train iterations=4")
    let disturbed = session("step 3 phase\nstop before d.fake.update")
    disturbed.isInteractive = true
    let outcome = disturbed.run("train iterations=4") { _ in }
    #expect(outcome.exitCode == .stopped)
    #expect(disturbed.model?.phase == .discriminatorFakeUpdate)
    _ = disturbed.run("clear")
    let interrupted = disturbed.run("continue") { output in
      if case .progress = output { disturbed.interrupt.set() }
    }
    #expect([.interrupted, .done].contains(interrupted.exitCode))
    if interrupted.exitCode == .interrupted { _ = disturbed.run("continue") }
    #expect(areIdentical(undisturbed, disturbed))
  }

  @Test func anAbandonedPhaseIsAsIfItHadNotBegun() {
    let session = session("step 2 phase")
    session.isInteractive = true
    _ = session.run("stop when iteration == 1")
    let outcome = session.run("echo 1\ntrain iterations=2") { output in
      if output == .text("1") { session.interrupt.abandon() }
    }
    #expect(outcome.exitCode == .interrupted)
    #expect(session.model?.phase == .discriminatorRealGradient)
    #expect(!session.interrupt.isAbandoned)
  }

  @Test func atThePromptAStopByHandIsNoError() {
    let session = session()
    session.isInteractive = true
    _ = session.run("watch len(loss.d) every=1")
    var outputs: [Output] = []
    func stopAtFirstText(_ text: String) -> Outcome {
      outputs = []
      return session.run(text) { output in
        outputs.append(output)
        // What is watched is told between the last phase of an iteration and the first of the next.
        if case .text = output { session.interrupt.set() }
      }
    }
    #expect(stopAtFirstText("train iterations=4").exitCode == .interrupted)
    #expect(
      outputs.last == .text("stopped at iteration 1, after g.update; `continue` goes on"))
    #expect(stopAtFirstText("continue").exitCode == .interrupted)
    #expect(
      outputs.last == .text("stopped at iteration 2, after g.update; `continue` goes on"))
    // What is no training says where it was.
    #expect(stopAtFirstText("echo \"a\"\n  echo \"b\"").exitCode == .interrupted)
    #expect(
      outputs == [
        .text("a"),
        .text("interrupted at cell 5:2:3; iteration 2; state unchanged"),
      ])
    _ = session.run("clear; continue")
    #expect(session.model?.iteration == 4)
  }

  @Test func inAScriptAnInterruptIsAnError() {
    let session = session("watch len(loss.d) every=1")
    var errors: [Diagnostic] = []
    let outcome = session.run("train iterations=4", source: .file("s.gan")) { output in
      if case .text = output { session.interrupt.set() }
      if case .error(let diagnostic) = output { errors.append(diagnostic) }
    }
    #expect(outcome.exitCode.rawValue == 130)
    #expect(errors.first?.text.hasPrefix("error: interrupted\n --> s.gan:1:1") == true)
    #expect(errors.first?.state == "iteration 1; state kept as it is")
  }

  @Test func pictureAndLookingChangeNoTraining() throws {
    let folder = try ScriptFolder()
    let plain = session("train iterations=2")
    let looked = Session(folder: folder.path)
    _ = looked.run(
      Self.setup + """
        repeat 2 { step; grid a.png rows=1; stats D; mean(G.dense1.weight); rand(3); summary }
        """)
    #expect(areIdentical(plain, looked))
  }

  @Test func theSameGridTwiceIsTheSameOnlyWithFixedNoise() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    for case .error(let diagnostic) in session.run(
      Self.setup + """
        grid a/b/1.png rows=1 noise=fixed; grid 2.png rows=1 noise=fixed
        grid 3.png rows=1; grid 4.png rows=1
        """)
    {
      Issue.record("\(diagnostic.text)")
    }
    #expect(try folder.read("a/b/1.png") == folder.read("2.png"))
    #expect(try folder.read("3.png") != folder.read("4.png"))
  }

  @Test func aGridThatCannotBeWrittenIsAFileError() throws {
    let (text, outcome) = transcriptAndOutcome(
      of: "grid /dev/null/x/y.png", source: .argument, in: session())
    #expect(outcome.exitCode == .file)
    #expect(text.contains("iteration 0; state unchanged"))
    let folder = try ScriptFolder()
    try folder.link("full.png", to: "/dev/full")
    let full = Session(folder: folder.path)
    _ = full.run("build cgan")
    #expect(
      transcriptAndOutcome(of: "grid full.png", source: .argument, in: full).outcome.exitCode
        == .file)
  }

  @Test func stops() {
    let session = session("stop at 2\nstop when loss.d < 0")
    session.isInteractive = true
    #expect(Array(session.workspace.stops.map(\.text)) == ["stop at 2", "stop when loss.d < 0"])
    let outputs = session.run("train iterations=5; echo \"not reached\"")
    #expect(outputs.last == .text("stopped at iteration 2"))
    _ = session.run("continue")
    #expect(session.model?.iteration == 5)
    _ = session.run("stop when ema(loss.d, 3) > 0")
    let stopped = transcript(of: "train", in: session)
    #expect(stopped.contains("stopped at iteration 6, after g.update: ema(loss.d, 3) = "))
  }

  @Test func untilSaysWhereItEndedAndWithWhat() {
    let session = session()
    let (text, outcome) = transcriptAndOutcome(
      of: "train iterations=50 until iteration >= 3", in: session)
    #expect(outcome == .done)
    #expect(session.model?.iteration == 3)
    #expect(text.contains("ended at iteration 3, after g.update: iteration = 3"))
    // Where it never holds there is nothing to say.
    #expect(!transcript(of: "train 2 until loss.d < 0", in: session).contains("ended"))
  }

  @Test func aCountNeedsNoName() {
    let session = session("train 2")
    #expect(session.model?.iteration == 2)
    run("n = 3; train n until iteration == 4; train 1 show=false; train iterations=1", in: session)
    #expect(session.model?.iteration == 6)
    #expect(
      error(of: "train 2 iterations=3", in: session)?.message == "`train` has `iterations` twice")
    #expect(error(of: "train 2 3", in: session)?.message == "`train` takes no `3` here")
    #expect(
      error(of: "train 0", in: session)?.message
        == "`iterations` is a whole number, at least 1, not 0")
  }

  @Test func aSeriesIsAskedByIterationOrByPosition() throws {
    let folder = try ScriptFolder()
    let session = Session(folder: folder.path)
    run(Self.setup + "train 5", in: session)
    #expect(
      transcript(of: "loss.d.at(1) == loss.d[0]; loss.d.at(5) == loss.d[-1]", in: session)
        == "true\ntrue")
    #expect(transcript(of: "all(loss.d.at(2...4) == loss.d[1...3])", in: session) == "true")
    #expect(transcript(of: "loss.d.at(iteration) == last(loss.d)", in: session) == "true")
    run("export csv a.csv", in: session)
    let lines = String(decoding: try folder.read("a.csv"), as: UTF8.self).split(separator: "\n")
    #expect(lines[1].hasPrefix("1,") && lines.last?.hasPrefix("5,") == true)
    for (index, message) in [
      ("0", "`loss.d` has the iterations 1 to 5, not 0"),
      ("6", "`loss.d` has the iterations 1 to 5, not 6"),
      ("-1", "`loss.d` has the iterations 1 to 5, not -1"),
      ("1.5", "`loss.d` has the iterations 1 to 5, not 1.5"),
    ] { #expect(error(of: "loss.d.at(\(index))", in: session)?.message == message) }
    #expect(
      error(of: "iteration.at(1)", in: session)?.message == "`at` takes a series, not a number")
    #expect(error(of: "loss.d.last(1)", in: session)?.message == "`last` is not a function")
    #expect(
      error(of: "loss.d.at()", in: session)?.message == "`at` does not take 0 arguments")
  }

  @Test(arguments: [
    (
      "build dcgan", "generate(randn(2, 100), 3)",
      "`generate`: the generator of the dcgan takes no labels; leave them out"
    ),
    (
      "build acgan", "discriminate(rand(1, 28, 28, 1), 3)",
      "`discriminate`: the discriminator of the acgan takes no labels; leave them out"
    ),
    (
      "build dcgan", "discriminate(rand(1, 28, 28, 1), 3)",
      "`discriminate`: the discriminator of the dcgan takes no labels; leave them out"
    ),
    (
      "build cgan", "discriminate(rand(1, 28, 28, 1))",
      "`discriminate`: the discriminator of the cgan needs labels as well"
    ),
    (
      "build cgan", "classify(rand(1, 28, 28, 1))",
      "`classify`: the cgan has no label head; an acgan has"
    ),
    ("build dcgan", "generate 3", "the dcgan takes no labels; `show G` shows what it makes"),
    ("build dcgan", "grid a.png by=class", "the dcgan takes no labels, so no column is a class"),
    ("build cgan", "acc.label", "the cgan has no label head; an acgan has"),
  ])
  func labelsThatAKindDoesNotTakeAreRefused(kind: String, text: String, message: String) {
    let session = Session()
    run(kind, in: session)
    #expect(error(of: text, in: session)?.message == message)
  }

  @Test func aStopInAScriptEndsItWithItsOwnCode() {
    let (text, outcome) = transcriptAndOutcome(
      of: Self.setup + "stop when loss.d > -1\ntrain\necho \"not reached\"",
      source: .file("s.gan"))
    #expect(outcome.exitCode == .stopped)
    #expect(text.contains("error: stopped at iteration 1, after g.update: loss.d = "))
    #expect(!text.contains("not reached"))
  }

  @Test func aRunThatDivergesStops() throws {
    let session = session("step")
    let shape = try #require(session.model?.generator.parameters["dense1.weight"]?.shape)
    session.workspace.run?.generator.parameters["dense1.weight"] = Tensor(
      repeating: .nan, shape: shape)
    let (text, outcome) = transcriptAndOutcome(of: "train", source: .argument, in: session)
    #expect(outcome.exitCode == .stopped)
    #expect(text.contains("the run diverged: loss.d is nan at iteration 2"))
  }

  @Test func steps() {
    let session = session()
    _ = session.run("step 2 phase")
    #expect(session.model?.phase == .discriminatorRealGradient)
    _ = session.run("step d.fake.update")
    #expect(session.model?.phase == .generatorGradient)
    _ = session.run("step")
    #expect(session.model?.phase == .draw)
    #expect(session.model?.iteration == 1)
    _ = session.run("step 2")
    #expect(session.model?.iteration == 3)
  }

  @Test func hyperparametersChangeBetweenPhases() {
    let session = session("set d.rate 5e-5\nset batch 8\nstep")
    #expect(session.model?.hyperparameters.discriminatorAdam.learningRate == 5e-5)
    #expect(session.model?.hyperparameters.generatorAdam.learningRate == 2e-4)
    #expect(session.model?.batch?.labels.count == 8)
  }

  @Test(arguments: [
    ("build cgan batch=0", "`batch` is a whole number from 1 to 65536, not 0"),
    ("build cgan batch=-3", "`batch` is a whole number from 1 to 65536, not -3"),
    ("build cgan rate=1e400", "the number `1e400` is too large"),
    ("build cgan dropout=1", "`dropout` is a finite number, at least 0 and below 1, not 1"),
    ("build gan", "`build` has no `gan`, only acgan, cgan, dcgan"),
    ("load digits count=20\nbuild cgan batch=21", "a batch of 21 is larger than the data"),
    ("build cgan rate=0 / 0", "`rate` is a finite number, at least 0 and at most 1, not nan"),
    ("train", "`train` needs a model"), ("build cgan\ntrain", "`train` needs data"),
    ("build cgan\nmean(G.conv1.weight)", "`G` has no `conv1`"),
    ("build acgan\nmean(G.conv2.wieght)", "`G.conv2` has no `wieght`"),
    ("build cgan\nG.dense1.weight.grad", "`G.dense1.weight.grad` has no value yet"),
    ("loss.d > 3", "`loss.d` has no value yet"),
    ("stats D.conv7", "`D` needs a model"), ("continue", "there is no training to go on with"),
  ])
  func mistakes(text: String, message: String) {
    let found = error(of: text)
    #expect(found?.message.hasPrefix(message) == true, "\(found?.text ?? "")")
  }
}
