import Foundation
import Testing

/// Tab at the prompt, from the registry and the session.
@Suite(.serialized) struct PromptCompletionTests {
  @Test func aCommandAParameterAWord() throws {
    try atPrompt { session in
      session.send("bui\t")
      try session.expectLast("gan:1> build")
      session.send("ac\t")
      try session.expectLast("gan:1> build acgan")
      session.send("see\t")
      try session.expectLast("gan:1> build acgan seed=")
      session.send(Keys.control("u") + "set pictures si\t")
      try session.expectLast("gan:1> set pictures sixel")
      session.send(Keys.control("u") + "sqr\t")
      try session.expectLast("gan:1> sqrt(")
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
    }
  }

  @Test func severalAreListedWithTypeDefaultAndALine() throws {
    try atPrompt(columns: 120) { session in
      session.send("build acgan b\t")
      try session.wait("a list") {
        $0.text.contains("batch=") && $0.text.contains("beta1=") && $0.text.contains("beta2=")
      }
      let batch = session.screen.text.split(separator: "\n").first { $0.hasPrefix("batch=") } ?? ""
      #expect(batch.contains("64") || batch.contains("32"), "\(batch)")
      #expect(batch.contains("images in a step"))
      // The line that was begun stands below the list, with the cursor behind it.
      try session.expectLast("gan:1> build acgan b")
      session.send("a\t")
      try session.expectLast("gan:1> build acgan batch=")
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
    }
  }

  @Test func layersAndSeriesOfTheSession() throws {
    try atPrompt { session in
      session.send("build acgan\r")
      try session.expect("gan:2>")
      session.send("G.conv2.w\t")
      try session.expectLast("gan:2> G.conv2.weight")
      session.send(Keys.control("u") + "plot loss.d.r\t")
      try session.expectLast("gan:2> plot loss.d.real")
      session.send(Keys.control("c"))
      try session.expectLast("gan:2>")
    }
  }

  @Test func filesAndNothing() throws {
    let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: home + "/nightly runs", withIntermediateDirectories: true)
    try "echo \"a\"\n".write(toFile: home + "/nightly.gan", atomically: true, encoding: .utf8)
    try atPrompt(home: home) { session in
      session.send("run ~/nightly.\t")
      try session.expectLast("gan:1> run ~/nightly.gan")
      session.send(Keys.enter)
      try session.expectLast("gan:2>")
      #expect(session.screen.text.contains("\na\n"))
      let bells = session.screen.bells
      session.send("xqzw\t")
      try session.wait("a beep") { $0.bells > bells }
      session.send("!")
      try session.expectLast("gan:2> xqzw!")
      session.send(Keys.control("c"))
      try session.expectLast("gan:2>")
    }
  }

  @Test func inAWindowOfTwentyColumns() throws {
    try atPrompt(columns: 20) { session in
      session.send("build \t")
      try session.wait("a list") { $0.text.contains("dcgan") }
      let listed = session.screen.text.split(separator: "\n")
      #expect(listed.allSatisfy { $0.count < 20 }, "\(session.screen.text)")
      let isBroken = session.screen.text.contains("acgan  Build an\n       auxiliary\n")
      #expect(isBroken, "\(session.screen.text)")
      session.send("dc\t")
      try session.expectLast("gan:1> build dcgan")
      session.send(Keys.control("c"))
      try session.expectLast("gan:1>")
    }
  }
}
