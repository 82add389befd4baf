import Foundation
import Testing

/// How the program ends when it is told to, or loses its terminal or its disk; and that the
/// training goes on from there as if nothing had happened.
@Suite(.serialized) struct EndingTests {
  /// How many moments are tried; `GANBOOK_TEST_SIZE` raises it.
  private static let moments = max(
    2, (ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 200) / 50)

  /// What a training prints at its end.
  private static let state = "iteration; digest(G); digest(D); mean(loss.d)"
  /// Goes on for some iterations from wherever the training was ended: how far it came by then
  /// depends on the machine.
  private static let rest = "train iterations=10\n\(state)\n"

  /// What a training without an end in between prints at the iteration that another one's state
  /// begins with.
  private func undisturbed(_ setup: String, asFarAs state: String) throws -> String {
    let iteration = try #require(state.split(separator: "\n").first.flatMap { Int($0) }, "\(state)")
    let run = try ProgramRun(["-c", setup + "train iterations=\(iteration)\n" + Self.state])
    #expect(run.code == 0, "\(run.errors)")
    return Self.lastLines(run.output)
  }

  private static func lastLines(_ text: String) -> String {
    text.split(separator: "\n").suffix(4).joined(separator: "\n")
  }

  /// Trains, is told to end at a moment that differs each time, and goes on by `proceed`.
  private func isInterrupted(
    _ signal: Int32, setup: String, train: String, proceed: (String) throws -> ProgramRun
  ) throws {
    for moment in 0..<Self.moments {
      let home = try TinyData.makeHome()
      let text = setup + "echo \"begun\"\n" + train
      let running = try ProgramRun.Running(
        ["-c", text], environment: ["HOME": home], folder: home)
      try running.waitForOutput("begun")
      usleep(UInt32(1 + Int.random(in: 0..<100_000) + 300_000 * moment / Self.moments))
      kill(running.process.processIdentifier, signal)
      let ended = running.end()
      #expect(ended.code == 128 + signal, "\(ended.errors)")
      let run = try proceed(home)
      #expect(run.code == 0, "\(run.errors)")
      let state = Self.lastLines(run.output)
      #expect(
        state == (try undisturbed(setup, asFarAs: state)),
        "\(ended.errors)\n\(run.output)\(run.errors)")
      try FileManager.default.removeItem(atPath: home)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func aTrainingWithACheckpointFolderGoesOn(signal: Int32) throws {
    let setup = try TinyData.write(to: try TinyData.makeHome())
    let train = "train iterations=100000 checkpoint=\"a\" every=7 keep=2"
    try isInterrupted(signal, setup: setup, train: train) { home in
      try ProgramRun(
        ["-c", "open \"a\"\n" + Self.rest], environment: ["HOME": home], folder: home)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func aTrainingWithoutOneIsResumed(signal: Int32) throws {
    let setup = try TinyData.write(to: try TinyData.makeHome())
    try isInterrupted(signal, setup: setup, train: "train iterations=100000") { home in
      try ProgramRun(["resume"], input: Self.rest, environment: ["HOME": home], folder: home)
    }
  }

  /// A signal at the very beginning is not forgotten when the cell begins.
  @Test func aSignalBeforeTheTrainingBegins() throws {
    let setup = try TinyData.write(to: try TinyData.makeHome())
    let running = try ProgramRun.Running(["-"], input: setup + "train iterations=100000")
    for delay in [20_000, 50_000, 100_000] {
      usleep(UInt32(delay))
      kill(running.process.processIdentifier, SIGTERM)
    }
    // Too early, and it is the signal itself that ends the process: 128 + 15 as well.
    let ended = running.end()
    #expect(ended.code == 143)
    #expect(!ended.errors.contains("did not stop in time"))
  }

  /// A phase that takes long is given up; what was complete before it is kept.
  @Test func aLongPhaseIsGivenUp() throws {
    let home = try TinyData.makeHome()
    let text =
      "load digits count=200; build acgan batch=60 latent=4\necho \"begun\"\nstep 2\n"
      + "train iterations=5"
    let running = try ProgramRun.Running(["-c", text], environment: ["HOME": home], folder: home)
    try running.waitForOutput("begun")
    usleep(500_000)
    kill(running.process.processIdentifier, SIGTERM)
    let ended = running.end()
    #expect(ended.code == 143, "\(ended.errors)")
    // On a machine that is very slow the end comes before the phase is given up, and is said.
    #expect(
      ended.errors.contains("the run is kept at iteration ")
        || ended.errors.contains("did not stop in time; the run was not kept"))
  }

  @Test func aClosedTerminalKeepsTheRun() throws {
    let session = try TerminalSession(["--no-init"])
    try session.expect("gan:1>")
    let setup = try TinyData.write(to: session.home)
    session.send(Keys.paste(String(setup.dropLast())) + "\r")
    try session.expectLast("gan:2>")
    session.send("train iterations=100000\r")
    try session.expect("3/100000")
    try session.hangUp()
    try session.expectEnd(129)
    let run = try ProgramRun(
      ["resume"], input: Self.rest, environment: ["HOME": session.home], folder: session.home)
    #expect(run.code == 0)
    let state = Self.lastLines(run.output)
    #expect(state == (try undisturbed(setup, asFarAs: state)))
  }

  /// `ulimit -f`: an error that says so, where the signal would end the process.
  @Test func aFileSizeLimitIsAnError() throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let script = home + "/a.gan"
    try
      (setup + "train iterations=2 checkpoint=\"runs\" every=1\necho \"trained\"\nsave a.checkpoint")
      .write(toFile: script, atomically: true, encoding: .utf8)
    shell.arguments = [
      "-c", "ulimit -f 64; exec \"\(try TerminalSession.program)\" a.gan >out 2>errors",
    ]
    shell.environment = ["HOME": home]
    shell.currentDirectoryURL = URL(fileURLWithPath: home)
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 4)
    let errors = try String(contentsOfFile: home + "/errors", encoding: .utf8)
    #expect(errors.contains("error: a.checkpoint: was not saved"), "\(errors)")
    #expect(errors.contains("ulimit -f"))
    #expect(errors.contains("warning: no checkpoint at iteration 1"))
    #expect(errors.contains("warning: the training is lost: "))
    #expect(try String(contentsOfFile: home + "/out", encoding: .utf8).contains("trained"))
    #expect(!FileManager.default.fileExists(atPath: home + "/a.checkpoint"))
  }

  /// Interactive or not, what a finished cell has trained survives the hardest end.
  @Test func aKilledSessionIsResumed() throws {
    let session = try TerminalSession(["--no-init"])
    try session.expect("gan:1>")
    let setup = try TinyData.write(to: session.home)
    session.send(Keys.paste(String(setup.dropLast())) + "\r")
    try session.expectLast("gan:2>")
    session.send("train iterations=5\r")
    try session.expectLast("gan:3>")
    session.send("step 2 phase\r")
    try session.expectLast("gan:4>")
    session.send("train iterations=100000\r")
    try session.expect("9/100005")
    kill(session.process, SIGKILL)
    try session.expectEnd(128 + SIGKILL)

    let again = try TerminalSession(["--no-init", "resume"], home: session.home)
    try again.expectLast("gan:5>")
    #expect(again.screen.text.contains("cell 4: train iterations=100000 was not finished"))
    #expect(again.screen.text.contains("iteration 6, next is d.real.gradient"))
    again.send("history\r")
    try again.expectLast("gan:6>")
    #expect(again.screen.text.contains("3  step 2 phase"))
    // A training that only the session keeps is asked about.
    again.send(Keys.control("d"))
    try again.expect("[y/N]")
    again.send("y\r")
    try again.expectEnd(0)

    let run = try ProgramRun(
      ["resume"], input: Self.rest, environment: ["HOME": session.home], folder: session.home)
    #expect(run.code == 0)
    let state = Self.lastLines(run.output)
    #expect(state == (try undisturbed(setup, asFarAs: state)), "\(run.errors)")
  }

  @Test func thereIsNothingToResume() throws {
    let run = try ProgramRun(["resume"])
    #expect(run.code == 4)
    #expect(run.errors.hasPrefix("error: there is no session that has ended in "))
    #expect(run.output == "")
    // A text that makes no run leaves nothing behind.
    let home = try TinyData.makeHome()
    _ = try ProgramRun(["-c", "1 + 2"], environment: ["HOME": home])
    #expect(!FileManager.default.fileExists(atPath: home + "/.local"))
  }
}
