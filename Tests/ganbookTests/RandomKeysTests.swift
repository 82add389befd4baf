import Foundation
import Testing

/// Whatever is typed: the prompt lives, and Ctrl-C and Ctrl-D get out of it.
@Suite(.serialized) struct RandomKeysTests {
  /// Repeatable; the tests need no better one.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static let keys: [[UInt8]] =
    [
      Keys.up, Keys.down, Keys.left, Keys.right, Keys.enter, Keys.paste("a\rb"), "\u{1B}[3~",
      "\u{1B}",
      "\u{1B}f", "\u{1B}d", "\u{1B}.", "\u{1F}", "\u{1B}y", "\u{1B}\r", "{", "}", "(", "\t", "ä",
      "你", "e", " ", "x",
      "3",
      "dd", "u", "p", ".", "/", "n", "c", "w",
    ].map { Array($0.utf8) } + "rwykaevhtlu".map { Array(Keys.control($0).utf8) }

  /// Left out: 0, which typed ahead means Ctrl-D, what ends or stops the process, or the terminal's
  /// output, and `v`, which starts an editor in vi mode.
  private static let bytes = (0...255).map(UInt8.init).filter {
    ![0x00, 0x03, 0x04, 0x11, 0x13, 0x1A, 0x1C, 0x76].contains($0)
  }

  @Test(arguments: ["", "bind -v\n"], [1, 2, 3])
  func typed(editrc: String, seed: UInt64) throws {
    let sizes = [(80, 24), (20, 10), (8, 3)]
    try atPrompt(editrc: editrc, leave: false) { session in
      var generator = Generator(state: seed)
      for _ in 0..<300 {
        if Int.random(in: 0..<5, using: &generator) > 0 {
          session.send(bytes: Self.keys.randomElement(using: &generator) ?? [])
        } else {
          session.send(bytes: [Self.bytes.randomElement(using: &generator) ?? 0])
        }
        if Int.random(in: 0..<50, using: &generator) == 0 {
          let size = sizes.randomElement(using: &generator) ?? (80, 24)
          session.resize(columns: size.0, rows: size.1)
        }
        session.pump(0.001)
      }
      session.resize(columns: 80, rows: 24)
      session.send(Keys.control("c"))
      try session.wait("a prompt") { $0.text.contains("gan:") && $0.column > 0 }
      session.pump(0.3)
      session.send(Keys.control("c"))
      session.pump(0.3)
      session.send(Keys.control("d"))
      try session.expectEnd(0)
    }
  }

  /// In vi mode, what repeated a change wrote before the line; found with random keys.
  @Test(arguments: [
    ["{", "\u{1B}\r", "dd", "\u{1B}", "\u{1B}\r", "\u{5}", "x", "\u{1B}f", "3", ".", "c", "\r"],
    ["\u{12}", Keys.down, "n", "n", Keys.up, "\u{1B}y", "."],
  ])
  func aRepeatedChangeWritesOnlyIntoTheLine(keys: [String]) throws {
    for editrc in ["bind -v\n", "bind -v\nbind -a . vi-redo\n"] {
      try atPrompt(editrc: editrc) { session in
        for _ in 0..<20 {
          for key in keys {
            session.send(key)
            session.pump(0.001)
          }
          session.send(Keys.control("c"))
          session.pump(0.001)
        }
        session.send(Keys.control("c"))
        session.pump(0.2)
        session.send("# a\r")
        try session.wait("the next prompt") { $0.text.contains("# a\ngan:") }
      }
    }
  }
}
