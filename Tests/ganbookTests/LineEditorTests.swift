import Foundation
import Testing

/// The prompt, driven through a pseudo-terminal.
///
/// One after the other: each waits for a program to draw, and many at once would wait for each other.
@Suite(.serialized) struct LineEditorTests {
  private static let up = "\u{1B}[A"
  private static let down = "\u{1B}[B"
  private static let left = "\u{1B}[D"
  private static let pasteBegin = "\u{1B}[200~"
  private static let pasteEnd = "\u{1B}[201~"
  private static let controlC = "\u{3}"
  private static let controlD = "\u{4}"
  private static let controlR = "\u{12}"

  /// Runs `body` at the prompt and checks that the terminal's modes are the same before and after.
  private func atPrompt(
    columns: Int = 80, home: String? = nil, environment: [String: String?] = [:],
    leave: Bool = true,
    location: SourceLocation = #_sourceLocation, _ body: (TerminalSession) throws -> Void
  ) throws {
    let session = try TerminalSession(
      ["--no-init"], columns: columns, home: home, environment: environment)
    let before = session.modes
    try session.expect("gan:1>", location: location)
    try body(session)
    if leave {
      session.send(Self.controlD)
      #expect(try session.end(location: location) == 0, sourceLocation: location)
    }
    #expect(session.modes == before, sourceLocation: location)
    #expect(!session.screen.bracketedPaste, sourceLocation: location)
  }

  @Test func typingAndEditing() throws {
    try atPrompt { session in
      session.send("ech 1 + 2")
      try session.expectLast("gan:1> ech 1 + 2")
      session.send("\u{1}" + "\u{1B}f" + "o" + "\u{5}" + "0")
      try session.expectLast("gan:1> echo 1 + 20")
      session.send("\r")
      try session.expectLast("gan:2>")
    }
  }
}
