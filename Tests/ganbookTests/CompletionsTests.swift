import Language
import Notebook
import Testing
import ganbook

@Suite struct CompletionsTests {
  private func completions(_ texts: String...) -> CompletionList {
    CompletionList(candidates: texts.map { .init($0, "about \($0)") }, replacing: 0)
  }

  @Test func onlyOne() throws {
    let addition = try #require(completions("train").addition(to: "tr"))
    #expect(addition == ("train ", true))
    let folder = CompletionList(candidates: [.init("out/", isFinal: false)], replacing: 1)
    #expect(try #require(folder.addition(to: "o")) == ("out/", true))
  }

  @Test func whatAllHaveInCommon() throws {
    #expect(try #require(completions("train", "trace").addition(to: "t")) == ("tra", false))
    #expect(try #require(completions("train", "load").addition(to: "")) == ("", false))
    #expect(try #require(completions("Train", "load").addition(to: "t")) == ("", false))
    #expect(completions().addition(to: "x") == nil)
  }

  @Test func oneLineEach() {
    #expect(
      completions("load", "train").table(columns: 80) == [
        "load   about load", "train  about train",
      ])
    for line in completions("load", "train").table(columns: 12) { #expect(line.count < 12) }
  }

  @Test func neverMoreThanAScreen() {
    let many = CompletionList(
      candidates: (0..<1000).map { .init("name\($0)", "n") }, replacing: 0)
    let table = many.table(columns: 40, rows: 10)
    #expect(table.count == 11)
    #expect(table.last == "… and 960 more")
    #expect(table.allSatisfy { ScreenLayout.width(of: $0) < 40 })
  }
}
