import Foundation
import Testing

/// Leaving the prompt: `exit` and Ctrl-D ask where a trained model would be lost.
@Suite(.serialized) struct LeavingTests {
  private static let question = "Leave all the same? [y/N]"

  private func train(_ session: TerminalSession) throws {
    session.send("load digits count=40; build cgan batch=4; step\r")
    try session.expectLast("gan:2>")
  }

  @Test func exitAsksAndANoGoesOn() throws {
    try atPrompt(leave: false) { session in
      try train(session)
      session.send("exit 3\r")
      try session.expect(Self.question)
      session.send("n\r")
      try session.expectLast("gan:3>")
      session.send("iteration\r")
      try session.expect("\n1\n")
      session.send("exit 3\r")
      try session.wait("the question again") {
        $0.text.matches(of: /Leave all the same/).count == 2
      }
      session.send("y\r")
      try session.expectEnd(3)
    }
  }

  @Test func withNothingToLoseNobodyIsAsked() throws {
    try atPrompt(leave: false) { session in
      try train(session)
      session.send("save ~/run.checkpoint\r")
      try session.expectLast("gan:3>")
      session.send("exit 4\r")
      try session.expectEnd(4)
      #expect(!session.transcript.contains("Leave"))
    }
  }

  @Test func aScriptIsNeverAsked() throws {
    let run = try ProgramRun(["-c", "load digits count=40; build cgan batch=4; step; exit 5"])
    #expect(run.code == 5)
    #expect(!(run.output + run.errors).contains("Leave"))
  }
}
