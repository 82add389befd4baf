extension Session {
  /// Evaluates what an earlier statement left to be looked at again.
  ///
  /// Its places belong to its own text: an error is told there, in full, and not at the same place
  /// of whatever text runs now, which may be shorter.
  func evaluate<Result>(
    _ source: SourceText, _ body: (Evaluator) throws(Evaluator.Failure) -> Result
  ) throws(Evaluator.Failure) -> Result {
    do {
      return try body(Evaluator(session: self, source: source))
    } catch {
      guard case .here(let fault) = error else { throw error }
      throw .elsewhere(
        Diagnostic(
          fault, in: source, exitCode: fault.problem.exitCode,
          state: "\(stateText); state kept as it is"))
    }
  }
}
