import Testing
import ganbook

@Suite struct HistoryNavigationTests {
  /// `#expect` cannot call what changes its value.
  private func expect(
    _ shown: String?, _ wanted: String?, location: SourceLocation = #_sourceLocation
  ) {
    #expect(shown == wanted, sourceLocation: location)
  }

  @Test func backAndForth() {
    var history = HistoryNavigation(entries: ["a", "b"])
    expect(history.previous(line: "draft", beforeCursor: ""), "b")
    expect(history.previous(line: "b", beforeCursor: "b"), "a")
    expect(history.previous(line: "a", beforeCursor: "a"), nil)
    expect(history.next(line: "a"), "b")
    expect(history.next(line: "b"), "draft")
    expect(history.next(line: "draft"), nil)
  }

  @Test func onlyEntriesWithTheSameBeginning() {
    var history = HistoryNavigation(entries: ["train 1", "load", "train 2", "build"])
    expect(history.previous(line: "tr", beforeCursor: "tr"), "train 2")
    expect(history.previous(line: "train 2", beforeCursor: "train 2"), "train 1")
    expect(history.previous(line: "train 1", beforeCursor: "train 1"), nil)
    expect(history.next(line: "train 1"), "train 2")
    expect(history.next(line: "train 2"), "tr")
  }

  @Test func anEditBeginsANewSearch() {
    var history = HistoryNavigation(entries: ["load a", "train b"])
    expect(history.previous(line: "", beforeCursor: ""), "train b")
    expect(history.previous(line: "l", beforeCursor: "l"), "load a")
    expect(history.next(line: "edited"), nil)
  }

  @Test func repetitionsAndTheLimit() {
    var history = HistoryNavigation(entries: ["a", "b", "c"], limit: 2)
    #expect(history.entries == ["b", "c"])
    let repeated = history.append("c")
    let new = history.append("d")
    #expect(!repeated && new)
    #expect(history.entries == ["c", "d"])
  }

  @Test func equalEntriesAreShownOnce() {
    var history = HistoryNavigation(entries: ["a", "x", "a"])
    expect(history.previous(line: "a", beforeCursor: ""), "x")
  }
}
