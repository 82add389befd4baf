/// The whole numbers from one to another: `1...5` has five, `0..<5` too.
package struct NumberRange: Equatable, Sendable {
  package let lower: Double
  package let upper: Double
  package let isClosed: Bool

  package init(lower: Double, upper: Double, isClosed: Bool) {
    self.lower = lower
    self.upper = upper
    self.isClosed = isClosed
  }

  /// How many numbers it has: none where the end is before the beginning.
  package var count: Int {
    let last = isClosed ? upper : upper - 1
    return last < lower ? 0 : Int(last - lower) + 1
  }

  package var text: String {
    NumberText.text(lower) + (isClosed ? "..." : "..<") + NumberText.text(upper)
  }
}
