extension Parser {
  mutating func iteration() throws(Fault) -> Statement.Kind {
    advance()
    guard case .name(let name) = token.kind else { throw unexpected("a name") }
    let range = token.range
    if let owner = signatures.owner(of: name) {
      throw Fault(.nameIsTaken(name, by: owner), at: range)
    }
    advance()
    guard isWord("in") else { throw unexpected("`in`") }
    advance()
    let sequence = try expression()
    return .iteration(name: name, range: range, over: sequence, body: try body(isLoop: true))
  }

  mutating func conditional() throws(Fault) -> Statement.Kind {
    var branches: [Statement.Branch] = []
    while true {
      advance()
      let condition = try expression()
      branches.append(Statement.Branch(condition: condition, body: try body(isLoop: false)))
      guard takeElse() else { return .conditional(branches, otherwise: nil) }
      guard isWord("if") else { break }
    }
    return .conditional(branches, otherwise: try body(isLoop: false))
  }

  /// Takes `else`, which may stand on the line after the closing brace.
  private mutating func takeElse() -> Bool {
    let saved = (token, lexer, lastEnd)
    while token.kind == .newline { advance() }
    if isWord("else") {
      advance()
      return true
    }
    (token, lexer, lastEnd) = saved
    return false
  }

  mutating func body(isLoop: Bool) throws(Fault) -> Block {
    let opening = token.range
    guard isSymbol(.openBrace) else { throw unexpected("`{`") }
    try enter(at: opening)
    defer { leave() }
    if isLoop { loopDepth += 1 }
    defer { if isLoop { loopDepth -= 1 } }
    advance()
    var statements: [Statement] = []
    skipSeparators()
    while !isSymbol(.closeBrace) {
      if token.kind == .end { throw Fault(.unclosed("{"), at: opening) }
      statements.append(try statement())
      if token.kind != .end { try endStatement(closedBy: .closeBrace) }
      skipSeparators()
    }
    advance()
    return Block(statements: statements, range: opening.lowerBound..<lastEnd)
  }

  /// What a command is to run later: no part of a loop that the command stands in.
  mutating func deferredBody() throws(Fault) -> Block {
    let saved = loopDepth
    loopDepth = 0
    defer { loopDepth = saved }
    return try body(isLoop: false)
  }

  mutating func parameter(isFirst: Bool) throws(Fault) -> ScriptParameter {
    let start = token.range
    advance()
    guard case .name(let name) = token.kind else { throw unexpected("the name of a parameter") }
    let range = token.range
    guard isFirst else {
      throw Fault(.misplacedParam(name), at: start.lowerBound..<range.upperBound)
    }
    if case .cell = source.name {
      throw Fault(.paramOutsideScript(name), at: start.lowerBound..<range.upperBound)
    }
    if let owner = signatures.owner(of: name) {
      throw Fault(.nameIsTaken(name, by: owner), at: range)
    }
    advance()
    try take(.assign, as: "`=`")
    let literal = try expression()
    guard let value = literal.literalValue else { throw Fault(.notALiteral, at: literal.range) }
    var summary = ""
    if token.kind == .quote {
      let text = try expression()
      guard case .string(let string)? = text.literalValue else {
        throw Fault(.notALiteral, at: text.range)
      }
      summary = string
    }
    return ScriptParameter(name: name, value: value, summary: summary, range: range)
  }
}
