import Language
import Notebook
import Testing

import class Foundation.ProcessInfo

/// Random texts of the grammar, whole and with bytes changed: each runs or gives one clear error.
///
/// `GANBOOK_TEST_SIZE` multiplies how many there are, `GANBOOK_TEST_SEED` gives others.
@Suite struct GrammarFuzzTests {
  private static let size = number("GANBOOK_TEST_SIZE") ?? 1
  private static let seed = UInt64(number("GANBOOK_TEST_SEED") ?? 0) << 8

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init).map { max(0, $0) }
  }

  @Test func arithmeticIsWhatTheTreeSays() {
    var random = SplitMix(state: Self.seed + 1)
    for _ in 0..<300 * Self.size {
      let tree = ArithmeticTree.random(depth: 5, using: &random)
      let text = "\"{\(tree.text):.17}\""
      #expect(transcript(of: text) == NumberText.significant(tree.value, 17), "\(text)")
    }
  }

  @Test func conditionsAreWhatTheTreeSays() {
    var random = SplitMix(state: Self.seed + 2)
    for _ in 0..<300 * Self.size {
      let tree = ConditionTree.random(depth: 5, using: &random)
      #expect(transcript(of: tree.text) == "\(tree.value)", "\(tree.text)")
    }
  }

  @Test func randomTextsRunOrGiveOneError() {
    var random = SplitMix(state: Self.seed + 3)
    for _ in 0..<100 * Self.size {
      var generator = TextGenerator(random: random)
      let text = generator.script()
      random = generator.random
      expectOneErrorAtMost(text)
    }
  }

  @Test func changedTextsRunOrGiveOneError() {
    var random = SplitMix(state: Self.seed + 4)
    for _ in 0..<200 * Self.size {
      var generator = TextGenerator(random: random)
      let text = generator.script()
      random = generator.random
      for _ in 0..<5 { expectOneErrorAtMost(ByteChanges.change(text, using: &random)) }
    }
  }

  @Test func commandsOfAllKindsAreCheckedWithoutARun() throws {
    let folder = try ScriptFolder()
    let path = "\(folder.path)/random.gan"
    var random = SplitMix(state: Self.seed + 5)
    for round in 0..<200 * Self.size {
      var generator = TextGenerator(random: random)
      var text = "x = 2; y = \"a\"\n"
      for _ in 0...3 { text += generator.command() + "\n" }
      random = generator.random
      if round % 2 == 1 { text = ByteChanges.change(text, using: &random) }
      try folder.write("random.gan", text)
      let diagnostic = Session().check(file: path)
      if let diagnostic { expectWellFormed(diagnostic, text) }
      #expect(Session().check(file: path) == diagnostic, "\(text)")
    }
  }

  private func expectWellFormed(_ diagnostic: Diagnostic, _ text: String) {
    // The message of an assertion is the script's own.
    if diagnostic.exitCode != .assertionFailed {
      #expect(!diagnostic.message.isEmpty && !diagnostic.message.contains("\n"), "\(text)")
    }
    #expect(diagnostic.marks.lowerBound <= diagnostic.excerpt.count, "\(text)")
    #expect(diagnostic.excerpt.count < 250, "\(text)")
    #expect(diagnostic.text.utf8.count < 4000, "\(text)")
    #expect(diagnostic.line >= 1 && diagnostic.column >= 1, "\(text)")
    #expect(diagnostic.exitCode != .bug, "\(text)")
  }

  /// Runs a text twice: it ends, tells at most one error, whose marks are inside of its line, and
  /// does the same again.
  private func expectOneErrorAtMost(_ text: String) {
    let first = outputs(of: text)
    let errors = first.compactMap {
      if case .error(let diagnostic) = $0 { diagnostic } else { nil }
    }
    #expect(errors.count <= 1, "\(text)")
    guard let diagnostic = errors.first else { return }
    expectWellFormed(diagnostic, text)
    let second = outputs(of: text)
    // A machine under load may be stopped by the watchdog once and not again.
    guard !wasInterrupted(first), !wasInterrupted(second) else { return }
    #expect(second == first, "\(text)")
  }

  private func wasInterrupted(_ outputs: [Output]) -> Bool {
    outputs.contains {
      if case .error(let diagnostic) = $0 { diagnostic.problem == .interrupted } else { false }
    }
  }

  private func outputs(of text: String) -> [Output] {
    let session = Session()
    // A loop may be long by chance.
    let watchdog = Watchdog(session.interrupt)
    defer { watchdog.stop() }
    return session.run(text, source: .file("random.gan"))
  }
}
