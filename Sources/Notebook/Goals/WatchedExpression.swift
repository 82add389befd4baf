import Language

/// An expression whose value training shows now and then.
struct Watch {
  let expression: Expression
  let source: SourceText
  /// Iterations from one showing to the next.
  let interval: Int

  /// The expression as it is written.
  var name: String { source[expression.range] }

  /// As the command that makes it.
  var text: String { "watch \(name) every=\(interval)" }

  /// One line: a series by its latest value, a large tensor by its shape.
  func line(at iteration: Int, in host: any Host) throws -> String {
    let value = try host.evaluate(source) { evaluator throws(Evaluator.Failure) in
      try evaluator.value(of: expression)
    }
    let shown: String
    switch value {
    case .number(let number): shown = NumberText.significant(number.double, 4)
    case .tensor(let tensor) where tensor.count == 1:
      shown = NumberText.significant(Double(tensor.scalar), 4)
    case .series(let series):
      shown = series.values.last.map { NumberText.significant(Double($0), 4) } ?? "no value yet"
    default: shown = ValueText.inner(value)
    }
    return "iteration \(iteration): \(name) = \(shown)"
  }
}
