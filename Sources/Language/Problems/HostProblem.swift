/// Something that is wrong with what the host's commands are about, which the language knows nothing
/// of.
package protocol HostProblem: Error, Equatable, Sendable {
  /// What is wrong, in one line.
  var message: String { get }
  /// What to do about it, in a few words beside the place.
  var advice: String? { get }
  /// The exit code of a script that ends with it while it runs.
  var exitCode: ExitCode { get }
}

/// A problem of whichever host, to be compared with others.
package struct AnyHostProblem: Equatable, Sendable {
  package let problem: any HostProblem

  package init(_ problem: any HostProblem) { self.problem = problem }

  package static func == (a: Self, b: Self) -> Bool {
    a.problem.isEqual(to: b.problem)
  }
}

extension HostProblem {
  fileprivate func isEqual(to other: any HostProblem) -> Bool { (other as? Self) == self }
}
