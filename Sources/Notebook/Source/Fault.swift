/// What is wrong, and where in its text.
package struct Fault: Error, Equatable, Sendable {
  package let problem: Problem
  package let range: Range<Int>

  package init(_ problem: Problem, at range: Range<Int>) {
    self.problem = problem
    self.range = range
  }
}
