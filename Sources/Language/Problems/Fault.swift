/// What is wrong, and where in its text.
package struct Fault: Error, Equatable, Sendable {
  package let problem: Problem
  package let range: Range<Int>
  /// How the command that it is in is used.
  package var usage: String?

  package init(_ problem: Problem, at range: Range<Int>, usage: String? = nil) {
    self.problem = problem
    self.range = range
    self.usage = usage
  }
}
