extension Parser {
  mutating func primary() throws(Fault) -> Expression {
    let range = token.range
    func leaf(_ kind: Expression.Kind) -> Expression { Expression(kind: kind, range: range) }
    switch token.kind {
    case .number(let value):
      advance()
      return leaf(.number(value))
    case .quote: return try string()
    case .symbol(.openParenthesis):
      let inner = try bracketed(.openParenthesis, .closeParenthesis, isEmptyAllowed: false) {
        parser throws(Fault) in try parser.expression()
      }
      guard let value = inner.first, inner.count == 1 else {
        throw Fault(.expected("`)`", found: "a comma"), at: range.lowerBound..<lastEnd)
      }
      return Expression(kind: value.kind, range: range.lowerBound..<lastEnd)
    case .symbol(.openBracket):
      let items = try bracketed(.openBracket, .closeBracket, isEmptyAllowed: true) {
        parser throws(Fault) in try parser.expression()
      }
      return Expression(kind: .list(items), range: range.lowerBound..<lastEnd)
    case .name(let name): return try named(name)
    default: throw unexpected("a value")
    }
  }

  private mutating func named(_ name: String) throws(Fault) -> Expression {
    let range = token.range
    if let kind = Self.constants[name] {
      advance()
      return Expression(kind: kind, range: range)
    }
    if Signatures.reservedWords.contains(name) { throw unexpected("a value") }
    if name.hasPrefix("_") {
      let digits = name.dropFirst()
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.count < 10 else {
        throw Fault(.unknownName(name, suggestion: nil), at: range)
      }
      advance()
      return Expression(kind: .result(cell: Int(digits)), range: range)
    }
    advance()
    guard isSymbol(.openParenthesis), !(blanksSeparate && token.followsBlank) else {
      return Expression(kind: .name(name), range: range)
    }
    let arguments = try bracketed(.openParenthesis, .closeParenthesis, isEmptyAllowed: true) {
      parser throws(Fault) in try parser.argument()
    }
    return Expression(kind: .call(name, arguments), range: range.lowerBound..<lastEnd)
  }

  /// `x`, or `name=x`, where the name may be a word of the language.
  private mutating func argument() throws(Fault) -> Expression.Argument {
    guard isAssignment, case .name(let name) = token.kind else {
      return Expression.Argument(name: nil, value: try expression())
    }
    let range = token.range
    advance()
    advance()
    return Expression.Argument(name: .init(text: name, range: range), value: try expression())
  }

  private static let constants: [String: Expression.Kind] = [
    "true": .bool(true), "false": .bool(false), "none": .none,
  ]

  /// Items between brackets, with commas between them; line ends mean nothing there.
  mutating func bracketed<Item>(
    _ opening: Token.Symbol, _ closing: Token.Symbol, isEmptyAllowed: Bool,
    _ item: (inout Parser) throws(Fault) -> Item
  ) throws(Fault) -> [Item] {
    let start = token.range
    try enter(at: start)
    defer { leave() }
    let saved = (newlinesCount, blanksSeparate)
    (newlinesCount, blanksSeparate) = (false, false)
    advance()
    var items: [Item] = []
    if !(isEmptyAllowed && isSymbol(closing)) {
      while true {
        if token.kind == .end { throw Fault(.unclosed(opening.rawValue), at: start) }
        items.append(try item(&self))
        guard isSymbol(.comma) else { break }
        advance()
      }
    }
    if token.kind == .end { throw Fault(.unclosed(opening.rawValue), at: start) }
    guard isSymbol(closing) else { throw unexpected("`,` or `\(closing.rawValue)`") }
    (newlinesCount, blanksSeparate) = saved
    advance()
    return items
  }
}
