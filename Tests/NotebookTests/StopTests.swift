import Language
import Notebook
import Testing

/// Stops as a debugger has them: numbers, hits, and commands of their own.
@Suite struct StopTests {
  private static let setup = "load digits count=40\nbuild cgan batch=4 seed=3\n"

  private func session(_ text: String = "") -> Session {
    NotebookTests.session(after: Self.setup + text)
  }

  private func numbers(_ session: Session) -> [Int] { session.workspace.stops.map(\.number) }
  private func hits(_ session: Session) -> [Int] { session.workspace.stops.map(\.hits) }

  // MARK: - Numbers and hits

  @Test func aNumberStaysAsOthersComeAndGo() {
    let session = session("stop at 900; stop at 901; stop at 902")
    run("clear 2", in: session)
    run("stop at 903", in: session)
    #expect(numbers(session) == [1, 3, 4])
    run("clear 4 1", in: session)
    #expect(numbers(session) == [3])
    run("clear", in: session)
    run("stop at 904", in: session)
    #expect(numbers(session) == [5])
    #expect(error(of: "clear 5 2", in: session)?.message == "there is no stop 2")
    #expect(numbers(session) == [5])
  }

  @Test func hitsAreCountedAndTheFirstOnesIgnored() {
    let session = session("stop when iteration > 1 ignore=2; stop before g.update")
    session.isInteractive = true
    var places: [String] = []
    for text in ["train iterations=4", "continue", "continue", "continue"] {
      if case .text(let text)? = session.run(text).last { places.append(text) }
    }
    #expect(
      places == [
        "stopped in iteration 1, before g.update", "stopped in iteration 2, before g.update",
        "stopped in iteration 3, before g.update", "stopped in iteration 4, before g.update",
      ])
    #expect(hits(session) == [2, 4])
    #expect(
      transcript(of: "continue", in: session).contains(
        "stopped at iteration 4, after g.update: iteration = 4"))
    #expect(
      transcript(of: "stops", in: session) == """
        stop  hits  ignored  what
           1     3        2  stop when iteration > 1 ignore=2
           2     4        0  stop before g.update
        """)
  }

  @Test func aConditionHoldsAtAPlace() {
    let session = session("stop before d.fake.update when iteration == 2; stop at 900 when true")
    session.isInteractive = true
    #expect(
      transcript(of: "train iterations=9", in: session).contains(
        "stopped in iteration 3, before d.fake.update: iteration = 2"))
    #expect(hits(session) == [1, 0])
  }

  @Test func onceIsOver() {
    let session = session("stop once at 2; stop once before g.update ignore=1 { continue }")
    session.isInteractive = true
    let stopped = transcript(of: "train iterations=4", in: session)
    #expect(stopped.contains("stop 2 in iteration 2, before g.update"), "\(stopped)")
    #expect(stopped.contains("stopped at iteration 2"), "\(stopped)")
    #expect(numbers(session) == [])
    run("continue", in: session)
    #expect(session.model?.iteration == 4)
  }

  // MARK: - Commands

  @Test func commandsRunAtEachStopAndTrainingGoesOn() {
    let session = session()
    run("seen = []", in: session)
    run(
      """
      stop before d.fake.update {
        if iteration == 1 { continue }
        for x in 1...3 { if x < 3 { continue }; seen = append(seen, iteration + x / 10) }
        continue
        echo "not reached"
      }
      """, in: session)
    let (text, outcome) = transcriptAndOutcome(of: "train iterations=4", in: session)
    #expect(outcome == .done)
    #expect(!text.contains("not reached"))
    #expect(session.model?.iteration == 4)
    #expect(transcript(of: "seen", in: session) == "[0.3, 2.3, 3.3]")
  }

  /// Where all that is done is looking, the bits are those of a training without.
  @Test func commandsThatLookChangeNoTraining() {
    let (plain, stopped) = (session(), session())
    run(
      "stop before g.update { stats G; norm(G.dense1.weight); x = rand(3); continue }\n"
        + "stop when loss.d > 0 { show G; continue }", in: stopped)
    for session in [plain, stopped] { run("train iterations=3", in: session) }
    #expect(plain.model?.digest == stopped.model?.digest)
    #expect(hits(stopped) == [3, 3])
  }

  @Test func aScriptEndsWithCode5UnlessTheCommandsGoOn() {
    for (block, code) in [
      ("", ExitCode.stopped), ("{ echo 1 }", .stopped), ("{ continue }", .done),
    ] {
      let text = Self.setup + "stop at 2 \(block)\ntrain iterations=3\necho \"end\""
      let (shown, outcome) = transcriptAndOutcome(of: text, source: .argument)
      #expect(outcome.exitCode == code, "\(block)")
      #expect(shown.contains("\nend\n") == (code == .done), "\(shown)")
      #expect(shown.contains("state unchanged") == false, "\(shown)")
    }
  }

  @Test func aSettingIsChangedOnTheWay() {
    let session = session("stop once at 2 { set d.rate 1e-5; continue }")
    run("train iterations=4", in: session)
    #expect(session.model?.hyperparameters.discriminatorAdam.learningRate == 1e-5)
    let row = transcript(of: "timeline", in: session).split(separator: "\n").first {
      $0.contains("set d.rate")
    }
    #expect(row?.contains("2") == true && row?.hasSuffix("set d.rate 1e-05 (was 0.0002)") == true)
    // As from the prompt.
    let other = self.session()
    run("train iterations=2; set d.rate 1e-5; train iterations=2", in: other)
    #expect(other.model?.digest == session.model?.digest)
  }

  @Test func goingBackAmongTheCommands() {
    let session = session("snapshot")
    run("stop once at 3 { rewind 1; set g.rate 1e-5; continue }", in: session)
    run("train iterations=5", in: session)
    #expect(session.model?.iteration == 5)
    let other = self.session()
    run("step; set g.rate 1e-5; train iterations=4", in: other)
    #expect(other.model?.digest == session.model?.digest)
  }

  @Test func otherDataAmongTheCommands() {
    let session = session("stop once at 2 { load digits count=60 seed=5; continue }")
    run("train iterations=4", in: session)
    let other = self.session()
    run("train iterations=2; load digits count=60 seed=5; train iterations=2", in: other)
    #expect(other.model?.digest == session.model?.digest)
  }

  @Test func anErrorAmongTheCommandsLosesNothing() {
    let session = session()
    run("i = 0", in: session)
    run("stop at 2 {\n  x = [7][i]\n  continue\n}", in: session)
    run("i = 1", in: session)
    let found = error(of: "train iterations=3", in: session)
    #expect(found?.message == "index 1 is outside of axis 0, which has 1")
    #expect(found?.source == .cell(3) && found?.line == 2 && found?.column == 10)
    #expect(found?.state == "iteration 2; state kept as it is")
    run("i = 0; continue", in: session)
    #expect(session.model?.iteration == 3)
  }

  // MARK: - Mistakes

  /// All of it is found before anything runs.
  @Test(arguments: [
    ("stop at 3 { y = x }", "unknown name `x`"),
    ("stop at 3 { trian 3 }", "unknown command or name `trian`"),
    ("stop at 3 { break }", "`break` outside of `repeat` and `for`"),
    ("repeat 2 { stop at 3 { break } }", "`break` outside of `repeat` and `for`"),
    ("stop at 3 { stats G", "`{` is never closed"),
    ("stop at 3 { } { }", "`stop` has `commands` twice"),
    ("echo 1 { stats G }", "expected a value, found `{`"),
    ("stop 3", "`stop` takes no `3` here"),
    ("stop at 3 commands=2", "`stop` has no parameter `commands`"),
  ])
  func whatIsWrong(text: String, message: String) {
    let session = session()
    let found = error(of: "echo 1\n" + text, in: session)
    #expect(found?.message.hasPrefix(message) == true, "\(found?.text ?? "")")
    #expect(found?.exitCode == .usage)
    #expect(numbers(session) == [])
  }

  @Test(arguments: ["train 3", "step", "build dcgan", "reset", "undo 9"])
  func whatWouldComeInItsWay(command: String) {
    let session = Session()
    session.isInteractive = true
    run(Self.setup, in: session)
    run("reset", in: session)
    run("stop at 1 { \(command) }", in: session)
    let found = error(of: "train 2", in: session)
    #expect(found?.message.hasPrefix("a training is stopped here, and `") == true, "\(command)")
    #expect(session.model?.iteration == (command == "undo 9" ? 0 : 1))
    run("clear 1", in: session)
    if command != "undo 9" { run("continue", in: session) }
  }
}
