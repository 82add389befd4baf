import Foundation
import Platform
import Testing

/// Going back in time at the prompt, and coming back after the process was killed.
@Suite(.serialized) struct PromptTimeTests {
  private static let environment: [String: String?] = ["GANBOOK_THREADS": "1"]

  private func leave(_ session: TerminalSession) throws {
    session.send(Keys.control("d"))
    try session.expect("Leave all the same? [y/N]")
    session.send("y\r")
    try session.expectEnd(0)
  }

  @Test func thePromptNamesTheLine() throws {
    try atPrompt(environment: Self.environment, leave: false) { session in
      session.send("load digits count=40; build cgan batch=4; step\r")
      try session.expect("gan:2>")
      session.send("fork slower\r")
      try session.expect("gan:3 slower>")
      session.send("fork main\r")
      try session.expect("gan:4>")
      try leave(session)
    }
  }

  /// Ctrl-C on a long way back leaves the run where it was.
  @Test func controlCEndsARewind() throws {
    try atPrompt(environment: Self.environment, leave: false) { session in
      session.send(
        "load digits count=40; build cgan; set timeline.memory 0KB; train iterations=120\r")
      try session.expect("gan:2>")
      session.send("echo digest(G) digest(D)\r")
      try session.expect("gan:3>")
      let before = session.screen.text.components(separatedBy: "\n").last { $0.count > 60 }
      session.send("rewind 110\r")
      try session.wait("a live line or the end") {
        $0.text.contains("/110") || $0.text.contains("gan:4>")
      }
      session.send(Keys.control("c"))
      try session.expectLast("gan:4>")
      session.send("echo digest(G) digest(D)\r")
      try session.expectLast("gan:5>")
      let digests = session.screen.text.components(separatedBy: "\n").filter { $0.count > 60 }
      // It may have been quicker than the key.
      if session.screen.text.contains("interrupted") { #expect(digests.last == before) }
      try leave(session)
    }
  }

  @Test func aKilledSessionIsTakenUpWhole() throws {
    let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    let session = try TerminalSession(["--no-init"], home: home, environment: Self.environment)
    try session.expect("gan:1>")
    for (number, text) in [
      "load digits count=40; build cgan batch=4 seed=3; step 2", "x = [1, \"a\"]; stop at 4",
      "fork slower; set d.rate 1e-4; step d.real.update", "train iterations=9",
      "assert digest(D) != \"\"; echo {iteration}",
    ].enumerated() {
      session.send("\(text)\r")
      try session.expect("gan:\(number + 2)")
    }
    let last = session.screen.text
    kill(session.process, SIGKILL)
    _ = try session.end()
    #expect(last.contains("stopped at iteration 4"))
    let second = try TerminalSession(
      ["--no-init", "resume"], home: home, environment: Self.environment)
    try second.expect("gan:6 slower>")
    second.send("x; iteration; stops\r")
    try second.expectLast("gan:7 slower>")
    #expect(second.screen.text.contains("[1, \"a\"]"))
    #expect(second.screen.text.contains("stop at 4"))
    second.send("continue\r")
    try second.expectLast("gan:8 slower>")
    second.send("echo \"at {iteration}\"; fork main; echo \"at {iteration}\"\r")
    try second.expectLast("gan:9>")
    #expect(second.screen.text.contains("at 11") && second.screen.text.contains("at 2"))
    try leave(second)
  }
}
