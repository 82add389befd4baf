import Foundation
import Testing

@Suite(.serialized) struct PromptHistoryTests {
  @Test func beginningsAreSearchedOnUp() throws {
    try atPrompt { session in
      for line in ["# one", "echo", "# two"] { session.send(line + Keys.enter) }
      try session.expect("gan:4>")
      session.send("e" + Keys.up)
      try session.expectLast("gan:4> echo")
      session.send(Keys.down)
      try session.expectLast("gan:4> e")
      session.send(Keys.control("u") + Keys.up + Keys.up + Keys.up)
      try session.expectLast("gan:4> # one")
      session.send(Keys.control("c"))
      try session.expectLast("gan:4>")
    }
  }

  /// A plain file is what libedit's own loader refuses.
  @Test func entriesOfEarlierSessions() throws {
    let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    let folder = home + "/.local/state/ganbook"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "# first\n# second \\\\ ä\n".write(
      toFile: folder + "/history", atomically: true, encoding: .utf8)
    try atPrompt(home: home) { session in
      session.send(Keys.up)
      try session.expectLast(#"gan:1> # second \ ä"#)
      session.send(Keys.control("u") + Keys.control("r") + "fir")
      try session.expect("gan:1> # first")
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
    }
  }

  @Test func aLeadingSpaceKeepsALineOut() throws {
    try atPrompt { session in
      session.send("# public\r")
      try session.expect("gan:2>")
      session.send(" # private\r")
      try session.expect("gan:3>")
      session.send(Keys.up)
      try session.expectLast("gan:3> # public")
      session.send(Keys.control("c"))
      try session.expectLast("gan:3>")
      #expect(session.history == ["# public"])
    }
  }

  @Test func twoSessionsAtTheSameTime() throws {
    let first = try TerminalSession(["--no-init"])
    let second = try TerminalSession(["--no-init"], home: first.home)
    for session in [first, second] { try session.expect("gan:1>") }
    for number in 1...3 {
      first.send("# first \(number)\r")
      second.send("repeat 1 {\r# second \(number)\r}\r")
    }
    for session in [first, second] {
      try session.expect("gan:4>")
      session.send(Keys.control("d"))
      try session.expectEnd(0)
    }
    #expect(
      Set(first.history)
        == Set((1...3).flatMap { ["# first \($0)", #"repeat 1 {\n  # second \#($0)\n}"#] }))
    #expect(first.history.count == 6)
    let attributes = try FileManager.default.attributesOfItem(atPath: first.historyPath)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func withoutAPlaceForIt() throws {
    try atPrompt(environment: ["HOME": "/dev/null"]) { session in
      session.send("# a\r")
      try session.expect("warning: no history is kept: ")
      try session.expect("gan:2>")
      session.send("# b\r")
      try session.expect("gan:3>")
      session.send(Keys.up + Keys.up)
      try session.expectLast("gan:3> # a")
      session.send(Keys.control("c"))
      try session.expectLast("gan:3>")
    }
  }
}
