/// A condition that is looked at again and again.
package struct Condition: Sendable {
  let expression: Expression
  let source: SourceText

  /// As it is written.
  package var text: String { source[expression.range] }

  package func holds(in session: Session) throws -> Bool {
    try Evaluator(session: session, source: source).isTrue(expression)
  }
}
