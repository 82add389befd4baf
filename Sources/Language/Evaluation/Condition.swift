/// A condition that is looked at again and again.
package struct Condition: Sendable {
  let expression: Expression
  let source: SourceText

  /// As it is written.
  package var text: String { source[expression.range] }

  /// The condition with the value that it compares: `mean(x) = 8.03`.
  package func explanation(in host: any Host) throws -> String {
    guard case .comparison(let left, _, _) = expression.kind else { return text }
    let value = try host.evaluate(source) { evaluator throws(Evaluator.Failure) in
      try evaluator.operand(left)
    }
    guard case .number(let number) = value else { return text }
    return "\(source[left.range]) = \(NumberText.significant(number.double, 4))"
  }

  package func holds(in host: any Host) throws -> Bool {
    try host.evaluate(source) { evaluator throws(Evaluator.Failure) in
      try evaluator.isTrue(expression)
    }
  }
}
