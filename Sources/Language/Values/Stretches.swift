import TensorEngine

/// Long loops in stretches: between two of them there may be the wish to stop.
///
/// What fits into one stretch is over sooner than anybody waits, so nobody asks there.
package enum Stretches {
  /// The units of work of a stretch: single elements in a loop that does little with each.
  static let length = 1 << 16

  /// Goes through 0 ..< `count` in order.
  ///
  /// - Parameter cost: the units of work that one of them takes.
  /// - Throws: ``Problem/interrupted`` where there is the wish to stop, or what `body` throws.
  package static func forEach(
    of count: Int, cost: Int = 1, _ body: (Range<Int>) throws(Problem) -> Void
  ) throws(Problem) {
    let step = max(1, length / max(1, cost))
    var start = 0
    while start < count {
      let end = min(count, start + step)
      try body(start..<end)
      start = end
      if start < count { try poll() }
    }
  }

  /// - Throws: ``Problem/interrupted`` where there is the wish to stop.
  package static func poll() throws(Problem) {
    do {
      try Interruption.poll()
    } catch {
      throw .interrupted
    }
  }
}
