import Language

/// How the run of a text ended.
package struct Outcome: Equatable, Sendable {
  package let exitCode: ExitCode
  /// Whether the session is over: `exit` was run.
  package let endsSession: Bool

  package static let done = Outcome(.done)

  package init(_ exitCode: ExitCode, endsSession: Bool = false) {
    self.exitCode = exitCode
    self.endsSession = endsSession
  }
}
