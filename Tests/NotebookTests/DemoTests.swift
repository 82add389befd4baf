import Language
import Notebook
import Testing

@Suite struct DemoTests {
  @Test func theLinesThatAreShownAreThoseThatRan() {
    let outputs = Session().run("demo iterations=2")
    let lines = outputs.compactMap { output -> String? in
      guard case .text(let text) = output, text.hasPrefix("demo> ") else { return nil }
      return String(text.dropFirst("demo> ".count))
    }
    #expect(lines.count == 5)
    // By hand, in a session of its own, they give the same.
    let byHand = Session()
    let again = lines.flatMap { byHand.run($0) }
    func results(_ outputs: [Output]) -> [Output] {
      outputs.filter {
        switch $0 {
        case .text(let text): !text.hasPrefix("demo> ") && !text.hasPrefix("That was the demo")
        case .progress: false
        default: true
        }
      }
    }
    #expect(results(outputs) == results(again))
    #expect(results(outputs).contains { if case .picture = $0 { true } else { false } })
    // The sheet is drawn while it trains.
    #expect(
      outputs.contains { output in
        guard case .progress(let progress) = output else { return false }
        return progress.picture != nil
      })
  }

  @Test func theUsersSessionStaysAsItIs() {
    let session = Session()
    session.isInteractive = true
    _ = session.run("load digits count=40; build dcgan batch=4 seed=9; step; x = 3; stop at 1")
    let before = session.run("digest(G); timeline; stops; count(data.labels); x; iteration")
    let wasUnsaved = session.hasUnsavedTraining
    _ = session.run("demo iterations=2")
    #expect(session.run("digest(G); timeline; stops; count(data.labels); x; iteration") == before)
    #expect(session.hasUnsavedTraining == wasUnsaved)
    #expect(session.variables["demo"] == nil)
  }

  @Test func itLosesNothingToBeAskedFor() {
    let session = Session()
    session.isInteractive = true
    _ = session.run("demo iterations=2")
    #expect(session.model == nil && session.data == nil && !session.hasUnsavedTraining)
  }

  @Test func anInterruptEndsIt() {
    let session = Session()
    session.isInteractive = true
    var texts: [String] = []
    var errors: [Diagnostic] = []
    session.run("demo iterations=100000") { output in
      switch output {
      case .text(let text): texts.append(text)
      case .error(let diagnostic): errors.append(diagnostic)
      case .progress: session.interrupt.set()
      default: break
      }
    }
    #expect(texts.dropLast().last?.hasPrefix("demo> train") == true)
    // There is nothing that `continue` would go on with.
    #expect(texts.last == "interrupted at cell 1:1:1; no model; state unchanged")
    #expect(errors.isEmpty)
    #expect(session.run("1 + 1") == [.text("2")])
  }
}
