import Foundation
import Testing
import ganbook

/// Lines that a terminal cuts while nobody edits them.
@Suite(.serialized) struct CanonicalInputTests {
  private static let limit = CanonicalInput.longestLine

  /// A comment of so many characters, behind something that shows that it ran.
  private func line(_ length: Int) -> String {
    let start = "echo \"ran\" #"
    return start + String(repeating: "x", count: length - start.count)
  }

  @Test func aLineThatReachesTheLimitIsSaid() throws {
    try atPrompt(environment: ["TERM": "dumb"]) { session in
      session.send(line(Self.limit + 500) + "\n")
      try session.expect("may have been cut; nothing of it was run. Put it into a file")
      try session.expectLast("gan:1>")
      session.send(line(Self.limit - 1) + "\n")
      try session.expectLast("gan:2>")
      #expect(session.screen.text.contains("\nran\n"))
    }
  }

  /// Nor does what was pasted behind it run on its own.
  @Test func aBlockWithSuchALineIsDropped() throws {
    try atPrompt(environment: ["TERM": "dumb"]) { session in
      session.send("if true {\n" + line(Self.limit) + "\n")
      try session.expect("may have been cut")
      try session.expectLast("gan:1>")
      session.send("1 + 1\n")
      try session.expectLast("gan:2>")
    }
  }

  @Test func aScriptThatIsTyped() throws {
    let session = try TerminalSession(["--quiet"])
    session.send("x = 1\n" + line(Self.limit + 1) + "\n\u{4}")
    try session.expectEnd(4)
    #expect(
      session.transcript.contains("error: line 2: a line of \(Self.limit) characters or more"))
    #expect(!session.transcript.contains("\nran\r"))
  }

  /// A pipe and a file cut nothing, and an edited line is read by ourselves.
  @Test func longLinesElsewhere() throws {
    let text = line(3 * Self.limit)
    #expect(try ProgramRun(["-"], input: text).output == "ran\n")
    try atPrompt { session in
      session.send(Keys.paste(line(Self.limit + 500)) + "\r")
      try session.expectLast("gan:2>")
      #expect(session.screen.text.contains("\nran\n"))
    }
  }
}
