import GANs
import Language

/// An expression whose value training shows now and then, and notes as a series of the run.
struct Watch {
  /// What the series is called: a name of its own, or the expression as it is written, in one line.
  let name: String
  /// Whether it has a name of its own.
  let isNamed: Bool
  let expression: Expression
  let source: SourceText
  /// Iterations from one showing to the next.
  let interval: Int

  /// - Parameter name: nil for none of its own.
  init(name: String?, expression: Expression, source: SourceText, interval: Int) {
    self.name = name ?? Self.name(of: source[expression.range])
    isNamed = name != nil
    self.expression = expression
    self.source = source
    self.interval = interval
  }

  /// What the series of an expression without a name is called: the expression in one line.
  static func name(of expression: String) -> String {
    expression.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  var expressionText: String { source[expression.range] }

  /// As the command that makes it.
  var text: String { "watch \(isNamed ? "\(name) = " : "")\(expressionText) every=\(interval)" }

  /// Evaluates it, notes the number that it gives, and tells it in a line: a series by its latest
  /// value, a large tensor by its shape.
  ///
  /// - Parameters:
  ///   - host: evaluates expressions; to it, `run` is the present one.
  ///   - note: is given the number, where there is one to be noted.
  func line(
    at iteration: Int, in host: any Host, note: (Float) -> Void
  ) throws -> String {
    let value = try host.evaluate(source) { evaluator throws(Evaluator.Failure) in
      try evaluator.value(of: expression)
    }
    let number = Self.number(value)
    // A series needs no second one, and a lone name stands for its value, not for what was noted.
    if let number, isNamed || (value.kind != .series && !Lexer.isName(name)) { note(number) }
    if number == nil, isNamed, ![.series, .none].contains(value.kind) {
      throw Problem.failed(
        "`watch \(name) = EXPR` takes what gives a number, and this is \(value.kind.textWithArticle)",
        advice: "as in mean(...), norm(...)")
    }
    let shown =
      switch value {
      case .bool: ValueText.inner(value)
      case .series where number == nil, .none: "no value yet"
      default:
        number.map { NumberText.significant(Double($0), 4) } ?? ValueText.inner(value)
      }
    return "iteration \(iteration): \(name) = \(shown)"
  }

  private static func number(_ value: Value) -> Float? {
    switch value {
    case .number(let number): Float(number.double)
    case .bool(let truth): truth ? 1 : 0
    case .tensor(let tensor) where tensor.count == 1: tensor.scalar
    case .series(let series): series.values.last
    default: nil
    }
  }
}
