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

  /// The same inside of a command, whose usage helps with errors in its arguments.
  package func inside(_ command: Command) -> Fault {
    let usage = usage ?? (problem.isAboutUsage ? command.usageWithHelp : nil)
    return Fault(problem, at: range, usage: usage)
  }
}
