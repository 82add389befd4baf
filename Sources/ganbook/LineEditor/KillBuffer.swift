import Platform

/// What was killed last, to be yanked. Kills in a row go together, as in readline.
package struct KillBuffer: Sendable {
  package private(set) var text: [wchar_t] = []
  /// The line as the last kill has left it.
  private var left: LineState?

  package init() {}

  /// Takes a part of a line; the cursor stands at one of its ends.
  package mutating func kill(_ range: Range<Int>, of line: LineState) {
    let killed = line.text[range]
    if line != left {
      text = Array(killed)
    } else if range.upperBound == line.cursor {
      text = killed + text
    } else {
      text += killed
    }
    left = line.without(range)
  }
}
