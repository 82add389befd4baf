import Language

/// The stops of a session by their numbers, which stay as others come and go.
package struct StopList: Sequence {
  private var stops: [Stop] = []
  /// The number of the next one.
  private(set) var next = 1

  init() {}

  package func makeIterator() -> IndexingIterator<[Stop]> { stops.makeIterator() }
  package var isEmpty: Bool { stops.isEmpty }
  package var count: Int { stops.count }

  mutating func append(_ stop: Stop) {
    stops.append(stop)
    next = Swift.max(next, stop.number + 1)
  }

  /// Counts a hit of a stop.
  ///
  /// - Returns: the stop, where the hit is not ignored.
  mutating func countHit(of number: Int) -> Stop? {
    guard let index = stops.firstIndex(where: { $0.number == number }) else { return nil }
    stops[index].hits += 1
    return stops[index].hits > stops[index].ignored ? stops[index] : nil
  }

  /// - Returns: false where there is none of the number.
  @discardableResult
  mutating func remove(_ number: Int) -> Bool {
    let count = stops.count
    stops.removeAll { $0.number == number }
    return stops.count < count
  }

  mutating func removeAll() { stops = [] }

  /// So that no number comes twice in a session that is taken up again.
  mutating func countFrom(_ number: Int) { next = Swift.max(next, number) }
}
