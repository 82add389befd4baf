import Language

/// The cells of a session: their texts, and what they showed.
struct Cells {
  /// The number of the cell that runs next.
  private(set) var next = 1
  /// The cells that ran, oldest first.
  private(set) var texts: [String] = []
  /// The text of the cell that began last in this process.
  private(set) var latest: String?
  /// The cell that is running, for its result.
  var running: Int?
  var results = ResultHistory()

  /// A text becomes the next cell.
  mutating func begin(_ text: String) -> Int {
    texts.append(text)
    latest = text
    defer { next += 1 }
    return next
  }

  /// Takes the cells of another session for those that ran before.
  mutating func restore(_ cells: [(number: Int, text: String)]) {
    texts = cells.map(\.text)
    next = (cells.map(\.number).max() ?? 0) + 1
  }
}
