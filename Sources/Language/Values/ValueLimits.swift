extension Value {
  /// The longest string, in bytes, and the deepest lists in lists that an expression may make: a
  /// loop that doubles them would fill the memory.
  package static let longestString = 1 << 24
  package static let deepestList = 8

  package func isNested(atMost limit: Int) -> Bool {
    guard case .list(let items) = self else { return true }
    return limit > 0 && items.allSatisfy { $0.isNested(atMost: limit - 1) }
  }

  /// The text of a string; empty for anything else.
  package var string: String { if case .string(let text) = self { text } else { "" } }
}
