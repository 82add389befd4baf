import Language
import Notebook
import Testing

/// What training shows on the way, and expressions that outlive the statement they were written in.
@Suite struct WatchTests {
  private static let setup = "load digits count=40\nbuild cgan batch=4 seed=3\n"

  private func session() -> Session {
    let session = Session()
    for case .error(let diagnostic) in session.run(Self.setup) {
      Issue.record("\(diagnostic.text)")
    }
    return session
  }

  private func texts(_ outputs: [Output]) -> [String] {
    outputs.compactMap { if case .text(let text) = $0 { text } else { nil } }
  }

  @Test func aWatchShowsItsValueAtItsIterations() {
    let session = session()
    // It has no value before the first iteration, which is no error.
    #expect(session.run("watch iteration * 10 every=2; watch loss.d every=3").isEmpty)
    let shown = texts(session.run("train iterations=5"))
    #expect(
      shown.map { String($0.prefix { $0 != "=" }) } == [
        "iteration 2: iteration * 10 ", "iteration 3: loss.d ", "iteration 4: iteration * 10 ",
      ])
    #expect(shown.first == "iteration 2: iteration * 10 = 20")
    #expect(shown.dropFirst().first?.contains("values") == false)
  }

  @Test func theSameExpressionAgainChangesOnlyHowOften() {
    let session = session()
    _ = session.run("watch iteration every=2; watch iteration every=4")
    #expect(texts(session.run("stops")) == ["watch iteration every=4"])
    #expect(texts(session.run("train iterations=5")) == ["iteration 4: iteration = 4"])
  }

  @Test func clearEndsWatching() {
    let session = session()
    _ = session.run("watch iteration every=1; stop at 900; clear")
    #expect(texts(session.run("stops")) == ["no stops"])
    #expect(texts(session.run("train iterations=2")).isEmpty)
  }

  @Test func watchingChangesNoTraining() {
    let (plain, watched) = (session(), session())
    _ = watched.run("watch mean(G.dense1.weight) every=1; watch norm(batch.noise) every=1")
    for session in [plain, watched] { _ = session.run("train iterations=3") }
    let digest = texts(plain.run("digest(G)"))
    #expect(!digest.isEmpty && digest == texts(watched.run("digest(G)")))
  }

  /// The text that runs is shorter than the place in the text that is wrong.
  @Test(arguments: ["watch", "stop when"])
  func anErrorInAnEarlierTextIsToldThere(_ command: String) {
    let session = session()
    let padding = String(repeating: " ", count: 300)
    let tail = command == "watch" ? "[limit] every=1" : "[limit] > 0"
    _ = session.run("limit = 0\n\(padding)\(command) loss.d\(tail)")
    _ = session.run("limit = 70")
    let outputs = session.run("train iterations=2")
    guard case .error(let diagnostic)? = outputs.last else {
      Issue.record("\(outputs)")
      return
    }
    #expect(diagnostic.source == .cell(2))
    #expect(diagnostic.line == 2 && diagnostic.column > 300)
    #expect(diagnostic.exitCode == .runTimeError)
    #expect(diagnostic.state == "iteration 1; state kept as it is")
    #expect(session.model?.iteration == 1)
    // The training can go on once it is mended.
    _ = session.run("limit = 0")
    _ = session.run("continue")
    #expect(session.model?.iteration == 2)
  }

  @Test(arguments: [
    ("watch", "`watch` needs `expression`"),
    ("watch loss.d every=0", "`every` is a whole number, at least 1, not 0"),
    ("watch los.d", "unknown name `los`"),
    ("watch loss.d evry=5", "`watch` has no parameter `evry`"),
  ])
  func mistakes(text: String, message: String) {
    let found = error(of: text)
    #expect(found?.message.hasPrefix(message) == true, "\(found?.text ?? "")")
    #expect(found?.exitCode == .usage)
  }
}
