/// Up and Down: through the entries that begin with what stood before the cursor.
package struct HistoryNavigation: Sendable {
  package private(set) var entries: [String]
  private let limit: Int
  private var search: Search?

  /// What is going on between two keys; anything else that changes the line ends it.
  private struct Search {
    var prefix: String
    var draft: String
    var index: Int
    var shown: String
  }

  package init(entries: [String] = [], limit: Int = 10_000) {
    self.entries = entries.suffix(limit)
    self.limit = limit
  }

  /// - Returns: false where the entry repeats the last one.
  @discardableResult
  package mutating func append(_ entry: String) -> Bool {
    search = nil
    guard entry != entries.last else { return false }
    entries.append(entry)
    if entries.count > limit { entries.removeFirst(entries.count - limit) }
    return true
  }

  /// The nearest older entry to show instead of `line`; nil where there is none.
  package mutating func previous(line: String, beforeCursor: String) -> String? {
    move(line: line, beforeCursor: beforeCursor, by: -1)
  }

  /// The nearest newer entry, at last the line as it was before the first step back.
  package mutating func next(line: String) -> String? {
    guard search?.shown == line else { return nil }
    return move(line: line, beforeCursor: "", by: 1)
  }

  private mutating func move(line: String, beforeCursor: String, by step: Int) -> String? {
    var current: Search
    if let search, search.shown == line {
      current = search
    } else {
      current = Search(prefix: beforeCursor, draft: line, index: entries.count, shown: line)
    }
    var index = current.index + step
    while entries.indices.contains(index) {
      if entries[index].hasPrefix(current.prefix), entries[index] != line { break }
      index += step
    }
    guard index >= 0, current.index < entries.count || step < 0 else { return nil }
    current.index = min(index, entries.count)
    current.shown = index < entries.count ? entries[index] : current.draft
    search = current
    return current.shown
  }
}
