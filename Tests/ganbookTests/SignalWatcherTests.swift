import Foundation
import Testing

/// Signals besides those that end a training by hand: of batch systems, timers and keyboards.
@Suite(.serialized) struct SignalWatcherTests {
  private static let rest = "train iterations=3\niteration; digest(G); digest(D)"

  /// Ends a training by a signal, and goes on from what was kept.
  @Test(arguments: [SIGUSR1, SIGXCPU, SIGALRM, SIGQUIT])
  func theRunIsKeptBeforeTheEnd(signal: Int32) throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home)
    let running = try ProgramRun.Running(
      ["-c", setup + "echo \"begun\"\ntrain iterations=100000"], environment: ["HOME": home],
      folder: home)
    try running.waitForOutput("begun")
    usleep(50_000)
    kill(running.process.processIdentifier, signal)
    let ended = running.end()
    #expect(ended.code == 128 + signal, "\(ended.errors)")
    if signal == SIGQUIT { #expect(running.process.terminationReason == .uncaughtSignal) }
    #expect(ended.errors.contains("the run is kept at iteration "))
    let run = try ProgramRun(
      ["resume"], input: Self.rest, environment: ["HOME": home], folder: home)
    #expect(run.code == 0, "\(run.errors)")
    let state = run.output.split(separator: "\n").suffix(3).joined(separator: "\n")
    let iteration = try #require(state.split(separator: "\n").first)
    let wanted = try ProgramRun(
      ["-c", setup + "train iterations=\(iteration)\niteration; digest(G); digest(D)"])
    #expect(wanted.output.hasSuffix(state + "\n"))
  }

  /// In an expression, too, and then the program still ends by that signal.
  @Test(arguments: [SIGTERM, SIGUSR1]) func aLongExpressionIsGivenUp(signal: Int32) throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home)
    // Each takes many seconds.
    let text =
      setup + "step 2\necho \"begun\"\n"
      + "repeat 100 { x = randn(12000, 12000) ** 1.5 }"
    let running = try ProgramRun.Running(
      ["-c", text], environment: ["HOME": home], folder: home)
    try running.waitForOutput("begun")
    usleep(100_000)
    kill(running.process.processIdentifier, signal)
    let ended = running.end()
    #expect(ended.code == 128 + signal)
    #expect(ended.errors.contains("the run is kept at iteration 2"), "\(ended.errors)")
    #expect(!ended.errors.contains("did not stop in time"))
  }

  /// USR2: kept, and going on as if nothing had been.
  @Test func theRunIsKeptAndGoesOn() throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home)
    let running = try ProgramRun.Running(
      ["-c", setup + "echo \"begun\"\ntrain iterations=300\niteration; digest(G)"],
      environment: ["HOME": home], folder: home)
    try running.waitForOutput("begun")
    kill(running.process.processIdentifier, SIGUSR2)
    let ended = running.end()
    #expect(ended.code == 0, "\(ended.errors)")
    #expect(ended.errors.contains("the run is kept at iteration "))
    let wanted = try ProgramRun(["-c", setup + "train iterations=300\niteration; digest(G)"])
    #expect(wanted.output.suffix(60) == ended.output.suffix(60))
    // What was kept is what `resume` takes up.
    let resumed = try ProgramRun(
      ["resume"], input: "iteration", environment: ["HOME": home], folder: home)
    #expect(resumed.code == 0, "\(resumed.errors)")
  }

  /// A training that has a folder for checkpoints keeps it there.
  @Test func aTrainingWithAFolderKeepsItThere() throws {
    let home = try TinyData.makeHome()
    let setup = try TinyData.write(to: home)
    let running = try ProgramRun.Running(
      ["-c", setup + "echo \"begun\"\ntrain iterations=300 checkpoint=\"a\" every=100000"],
      environment: ["HOME": home], folder: home)
    try running.waitForOutput("begun")
    kill(running.process.processIdentifier, SIGUSR2)
    let ended = running.end()
    #expect(ended.code == 0)
    #expect(ended.errors.contains("the run is kept at iteration "), "\(ended.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: home + "/a")
    #expect(names.filter { $0.hasSuffix(".checkpoint") }.count == 2, "\(names)")
  }

  @Test(arguments: [[:], ["TERM": "dumb"]]) func atThePrompt(environment: [String: String]) throws {
    try atPrompt(environment: environment, leave: false) { session in
      let setup = try TinyData.write(to: session.home)
      for line in (setup + "step").split(separator: "\n") { session.send(line + "\n") }
      try session.expectLast("gan:4>")
      session.send("# half a li")
      try session.expectLast("gan:4> # half a li")
      kill(session.process, SIGUSR2)
      try session.wait("the message, and the line behind it") {
        $0.text.contains("the run is kept at iteration 1:")
          && $0.text.hasSuffix("gan:4>" + (environment.isEmpty ? " # half a li" : ""))
      }
      session.send("ne\n")
      try session.expectLast("gan:5>")
      kill(session.process, SIGUSR1)
      try session.expectEnd(128 + SIGUSR1)
    }
  }

  /// The terminal's own key for it: the run is kept, and the terminal as it was.
  @Test func quitAtThePrompt() throws {
    try atPrompt(leave: false) { session in
      let setup = try TinyData.write(to: session.home)
      session.send(Keys.paste(setup + "step") + "\r")
      try session.expectLast("gan:2>")
      kill(session.process, SIGQUIT)
      try session.expectEnd(128 + SIGQUIT)
    }
  }
}
