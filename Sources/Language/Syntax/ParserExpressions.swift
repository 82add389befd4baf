extension Parser {
  /// How tightly operators bind.
  enum Precedence: Int, Comparable {
    case or, and, compare, range, sum, term, operand

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    var next: Self { Self(rawValue: rawValue + 1) ?? .operand }
  }

  /// Precedence climbing: https://www.engr.mun.ca/~theo/Misc/exp_parsing.htm
  mutating func expression(_ lowest: Precedence = .or) throws(Fault) -> Expression {
    var left = try operand(lowest)
    while let precedence, precedence >= lowest {
      switch precedence {
      case .or, .and: left = try condition(left, precedence)
      case .compare: left = try comparison(left)
      case .range: left = try range(left)
      case .sum, .term: left = try chain(left, precedence)
      case .operand: return left
      }
    }
    return left
  }

  private var precedence: Precedence? {
    switch token.kind {
    case .name("or"): return .or
    case .name("and"): return .and
    case .symbol(let symbol):
      if Comparison(rawValue: symbol.rawValue) != nil { return .compare }
      switch symbol {
      case .closedRange, .halfOpenRange: return .range
      case .plus, .minus: return beginsNextArgument ? nil : .sum
      case .times, .over, .percent, .at: return .term
      default: return nil
      }
    default: return nil
    }
  }

  /// `echo a -b` has two arguments, `echo a - b` and `echo a-b` have one.
  private var beginsNextArgument: Bool {
    guard blanksSeparate, token.followsBlank else { return false }
    guard let next = lexer.byte(at: token.range.upperBound) else { return false }
    return next != 0x20 && next != 0x09
  }

  private mutating func condition(
    _ first: Expression, _ precedence: Precedence
  ) throws(Fault) -> Expression {
    var terms = [first]
    while self.precedence == precedence {
      advance()
      terms.append(try expression(precedence.next))
    }
    return Expression(
      kind: precedence == .and ? .all(terms) : .any(terms), range: range(from: first))
  }

  private mutating func comparison(_ left: Expression) throws(Fault) -> Expression {
    guard case .symbol(let symbol) = token.kind,
      let comparison = Comparison(rawValue: symbol.rawValue)
    else { return left }
    advance()
    let right = try expression(.range)
    guard precedence != .compare else { throw Fault(.comparisonsDoNotChain, at: token.range) }
    return Expression(kind: .comparison(left, comparison, right), range: range(from: left))
  }

  private mutating func range(_ lower: Expression) throws(Fault) -> Expression {
    let isClosed = isSymbol(.closedRange)
    advance()
    guard !isSymbol(.closeBracket) else {
      throw unexpected("the last index: `x[-10...-1]` are the last ten values")
    }
    let upper = try expression(.sum)
    guard precedence != .range else { throw unexpected("the end of the range") }
    return Expression(
      kind: .range(lower, upper, isClosed: isClosed), range: range(from: lower))
  }

  private mutating func chain(
    _ first: Expression, _ precedence: Precedence
  ) throws(Fault) -> Expression {
    var links: [Expression.Link] = []
    while self.precedence == precedence, case .symbol(let symbol) = token.kind,
      let operation = Arithmetic(rawValue: symbol.rawValue)
    {
      let operationRange = token.range
      advance()
      let operand = try expression(precedence.next)
      links.append(.init(operation: operation, operationRange: operationRange, operand: operand))
    }
    return Expression(kind: .chain(first, links), range: range(from: first))
  }

  private func range(from first: Expression) -> Range<Int> {
    first.range.lowerBound..<max(first.range.lowerBound, lastEnd)
  }

  /// `not`, a sign, or a power.
  private mutating func operand(_ lowest: Precedence) throws(Fault) -> Expression {
    let start = token.range
    if isWord("not"), lowest <= .compare {
      try enter(at: start)
      defer { leave() }
      advance()
      let operand = try expression(.compare)
      return Expression(kind: .not(operand), range: start.lowerBound..<lastEnd)
    }
    if isSymbol(.minus) {
      try enter(at: start)
      defer { leave() }
      advance()
      let operand = try self.operand(.operand)
      return Expression(kind: .negative(operand), range: start.lowerBound..<lastEnd)
    }
    let base = try postfix()
    guard isSymbol(.power) else { return base }
    try enter(at: token.range)
    defer { leave() }
    advance()
    let exponent = try operand(.operand)
    return Expression(kind: .power(base, exponent), range: start.lowerBound..<lastEnd)
  }

  private mutating func postfix() throws(Fault) -> Expression {
    let start = token.range.lowerBound
    let base = try primary()
    var accesses: [Expression.Access] = []
    while !(blanksSeparate && token.followsBlank) {
      let opening = token.range
      if isSymbol(.dot) {
        accesses.append(try member())
      } else if isSymbol(.openBracket) {
        let indices = try bracketed(.openBracket, .closeBracket, isEmptyAllowed: false) {
          parser throws(Fault) in try parser.index()
        }
        accesses.append(.index(indices, opening.lowerBound..<lastEnd))
      } else if isSymbol(.openParenthesis) {
        guard case .member(let name, let range)? = accesses.last else {
          throw Fault(.notAFunction(source[start..<lastEnd]), at: start..<lastEnd)
        }
        let arguments = try bracketed(.openParenthesis, .closeParenthesis, isEmptyAllowed: true) {
          parser throws(Fault) in try parser.expression()
        }
        accesses[accesses.count - 1] = .call(name, range, arguments)
      } else {
        break
      }
    }
    guard !accesses.isEmpty else { return base }
    return Expression(kind: .access(base, accesses), range: start..<lastEnd)
  }

  private mutating func member() throws(Fault) -> Expression.Access {
    // Not the lexer's business: `x.1.2` has no number in it.
    let start = token.range.upperBound
    var end = start
    // All members at once: `x.*.y`.
    if lexer.byte(at: end) == UInt8(ascii: "*") { end += 1 }
    while end == start || lexer.byte(at: start) != UInt8(ascii: "*"),
      let byte = lexer.byte(at: end), Lexer.continuesName(byte)
    { end += 1 }
    guard end > start else {
      advance()
      throw unexpected("a name")
    }
    let range = start..<end
    try checkCharacters(in: range)
    resume(at: end)
    return .member(source[range], range)
  }

  private mutating func index() throws(Fault) -> Expression.Index {
    if isSymbol(.colon) {
      advance()
      return .all
    }
    return .value(try expression())
  }
}

extension Expression {
  /// The value of a literal, which needs nothing to be known; nil for anything else.
  package var literalValue: Value? {
    switch kind {
    case .number(let value): return .number(value)
    case .bool(let value): return .bool(value)
    case .none: return Value.none
    case .negative(let operand):
      guard case .number(let value)? = operand.literalValue else { return nil }
      return .number(-value)
    case .string(let parts):
      var text = ""
      for part in parts {
        guard case .text(let piece) = part else { return nil }
        text += piece
      }
      return .string(text)
    default: return nil
    }
  }
}
