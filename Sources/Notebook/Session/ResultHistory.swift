import Language

/// The values that statements showed: `_` is the last one, `_12` the last one of cell 12.
struct ResultHistory {
  private var last: Value?
  private var byCell: [Int: Value?] = [:]
  /// Cells with large results, oldest first.
  private var large: [Int] = []

  /// Results of more elements count as large, and so many of them are kept.
  private static let largeCount = 1 << 16
  private static let mostLarge = 8

  mutating func append(_ value: Value, cell: Int?) {
    last = value
    guard let cell else { return }
    large.removeAll { $0 == cell }
    byCell[cell] = value
    if value.elementCount > Self.largeCount {
      large.append(cell)
      if large.count > Self.mostLarge { byCell[large.removeFirst()] = .some(nil) }
    }
  }

  func value(ofCell cell: Int?) throws(Problem) -> Value {
    guard let cell else {
      guard let last else { throw .noResult("_") }
      return last
    }
    guard let kept = byCell[cell] else { throw .noResult("_\(cell)") }
    guard let value = kept else { throw .expired("_\(cell)") }
    return value
  }
}
