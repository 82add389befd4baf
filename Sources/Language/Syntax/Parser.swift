/// Turns a text into statements. It knows the signatures, for the first word of a statement decides
/// how the rest is read, and the parameters of a command decide how each argument is.
package struct Parser {
  /// How deep brackets, blocks, signs and powers may nest: more than anybody writes, and little
  /// enough for any stack.
  package static let deepestNesting = 200

  let source: SourceText
  let signatures: Signatures
  /// The next token, not yet taken.
  var token: Token
  var lexer: Lexer
  /// Where the token taken last ends.
  var lastEnd = 0
  /// False inside parentheses and square brackets.
  var newlinesCount = true
  /// Whether a blank before `(`, `[` or a sign begins the next argument.
  var blanksSeparate = false
  var depth = 0
  /// How deep it has been.
  var deepest = 0
  var loopDepth = 0

  package init(_ source: SourceText, signatures: Signatures) {
    self.source = source
    self.signatures = signatures
    lexer = Lexer(source.bytes)
    lexer.offset = source.firstOffset
    token = lexer.next(newlinesCount: true)
  }

  /// Reads a whole text.
  package static func parse(_ source: SourceText, signatures: Signatures) throws(Fault) -> Script {
    try source.checkForm()
    var parser = Parser(source, signatures: signatures)
    return try parser.script()
  }

  private mutating func script() throws(Fault) -> Script {
    var parameters: [ScriptParameter] = []
    var statements: [Statement] = []
    skipSeparators()
    while token.kind != .end {
      if isWord("param"), !isAssignment, helpTopic() == nil {
        let parameter = try parameter(isFirst: statements.isEmpty)
        if parameters.contains(where: { $0.name == parameter.name }) {
          throw Fault(
            .nameIsTaken(parameter.name, by: "another parameter's name"), at: parameter.range)
        }
        parameters.append(parameter)
      } else if isWord("def"), !isAssignment, helpTopic() == nil {
        statements.append(try definition())
      } else {
        statements.append(try statement())
      }
      try endStatement(closedBy: nil)
      skipSeparators()
    }
    return Script(
      source: source, parameters: parameters,
      body: Block(statements: statements, range: source.firstOffset..<source.bytes.count))
  }

  // MARK: - Tokens

  mutating func advance() {
    lastEnd = token.range.upperBound
    token = lexer.next(newlinesCount: newlinesCount)
  }

  /// Reads on at a byte.
  mutating func resume(at offset: Int) {
    lexer.offset = offset
    advance()
    lastEnd = offset
  }

  func isSymbol(_ symbol: Token.Symbol) -> Bool { token.kind == .symbol(symbol) }
  func isWord(_ word: String) -> Bool { token.kind == .name(word) }

  mutating func take(_ symbol: Token.Symbol, as what: String) throws(Fault) {
    guard isSymbol(symbol) else { throw unexpected(what) }
    advance()
  }

  func unexpected(_ expected: String) -> Fault {
    if case .invalid(let problem, let place) = token.kind { return Fault(problem, at: place) }
    return Fault(.expected(expected, found: token.text), at: token.range)
  }

  /// Refuses invisible characters and quotes that are none in what no token is made of.
  func checkCharacters(in range: Range<Int>) throws(Fault) {
    if let strange = StrangeCharacters.first(in: range, of: lexer.bytes) {
      throw Fault(strange.problem, at: strange.at)
    }
  }

  mutating func enter(at range: Range<Int>) throws(Fault) {
    guard depth < Self.deepestNesting else {
      throw Fault(.nestedTooDeeply(limit: Self.deepestNesting), at: range)
    }
    depth += 1
    deepest = max(deepest, depth)
  }

  mutating func leave() { depth -= 1 }

  /// Whether the name at hand is followed by `=`, but not by `==`.
  var isAssignment: Bool {
    guard case .name = token.kind else { return false }
    var offset = token.range.upperBound
    while let byte = lexer.byte(at: offset), byte == 0x20 || byte == 0x09 { offset += 1 }
    return lexer.byte(at: offset) == UInt8(ascii: "=")
      && lexer.byte(at: offset + 1) != UInt8(ascii: "=")
  }

  // MARK: - Statements

  var endsStatement: Bool {
    switch token.kind {
    case .newline, .end, .symbol(.semicolon), .symbol(.closeBrace): true
    default: false
    }
  }

  mutating func skipSeparators() {
    while token.kind == .newline || isSymbol(.semicolon) { advance() }
  }

  func endStatement(closedBy brace: Token.Symbol?) throws(Fault) {
    if let brace, isSymbol(brace) { return }
    if isSymbol(.closeBrace) {
      throw Fault(.expected("a statement", found: token.text), at: token.range)
    }
    guard endsStatement else { throw unexpected("the end of the statement") }
  }

  mutating func statement() throws(Fault) -> Statement {
    let start = token.range.lowerBound
    let kind = try statementKind()
    return Statement(kind: kind, range: start..<max(start, lastEnd))
  }

  private mutating func statementKind() throws(Fault) -> Statement.Kind {
    guard case .name(let word) = token.kind else {
      return .expression(try statementExpression())
    }
    if let topic = helpTopic() {
      try checkCharacters(in: topic.range)
      resume(at: topic.range.upperBound + 1)
      return .help(topic.text)
    }
    if isAssignment { return try assignment(to: word) }
    if let (operation, range) = updateOperation {
      return try update(of: word, operation, at: range)
    }
    switch word {
    case "repeat":
      advance()
      let count = try expression()
      return .repetition(count: count, body: try body(isLoop: true))
    case "for": return try iteration()
    case "if": return try conditional()
    case "param":
      throw Fault(.misplacedParam("…"), at: token.range)
    case "def": throw Fault(.definitionInBlock, at: token.range)
    case "break" where loopDepth > 0:
      advance()
      return .leaveLoop
    case "continue" where loopDepth > 0:
      advance()
      return .nextRound
    case "break": throw Fault(.notInLoop(word), at: token.range)
    case "else": throw Fault(.expected("a statement", found: "`else`"), at: token.range)
    default: break
    }
    if isCommand(word) { return .command(try commandCall()) }
    let expression = try statementExpression()
    // Two words in a row are meant as a command.
    if case .name = expression.kind, !endsStatement {
      throw Fault(.unknownCommand(word, suggestion: suggestCommand(word)), at: expression.range)
    }
    return .expression(expression)
  }

  private mutating func statementExpression() throws(Fault) -> Expression {
    let expression = try wholeExpression()
    guard !isSymbol(.assign) else {
      throw Fault(
        .notAssignable(source[expression.range], advice: signatures.assignmentAdvice),
        at: expression.range)
    }
    return expression
  }

  /// A word that is a command and, if it is a function or has members too, is not used as such.
  func isCommand(_ word: String) -> Bool {
    guard signatures.isCommandWord(word) else { return false }
    switch lexer.byte(at: token.range.upperBound) {
    case UInt8(ascii: "("): return signatures.function(word) == nil
    case UInt8(ascii: "."): return signatures.members(of: word).isEmpty
    default: return true
    }
  }

  func suggestCommand(_ word: String) -> String? {
    signatures.suggestion(for: word, among: signatures.commandWords + Self.statementWords)
  }

  /// `WORD?` and nothing after it.
  private func helpTopic() -> (text: String, range: Range<Int>)? {
    var end = token.range.lowerBound
    while let byte = lexer.byte(at: end),
      Lexer.continuesName(byte) || byte == UInt8(ascii: ".")
    {
      end += 1
    }
    guard lexer.byte(at: end) == UInt8(ascii: "?") else { return nil }
    let range = token.range.lowerBound..<end
    return (source[range], range)
  }

  private mutating func assignment(to name: String) throws(Fault) -> Statement.Kind {
    let range = token.range
    if let owner = signatures.owner(of: name) {
      throw Fault(.nameIsTaken(name, by: owner), at: range)
    }
    advance()
    advance()
    if case .name(let word) = token.kind, isCommand(word) {
      return .assignment(name: name, range: range, source: .command(try commandCall()))
    }
    return .assignment(name: name, range: range, source: .expression(try wholeExpression()))
  }

  mutating func wholeExpression() throws(Fault) -> Expression {
    let saved = blanksSeparate
    blanksSeparate = false
    defer { blanksSeparate = saved }
    return try expression()
  }

  /// Words that begin a statement without being a command.
  package static let statementWords = ["param", "def", "repeat", "for", "if", "break", "continue"]
}
