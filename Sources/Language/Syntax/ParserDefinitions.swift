extension Parser {
  /// `def NAME(a, b=1) = EXPR`
  mutating func definition() throws(Fault) -> Statement {
    let start = token.range.lowerBound
    advance()
    guard case .name(let name) = token.kind else { throw unexpected("the name of a function") }
    let nameRange = token.range
    if let owner = signatures.owner(of: name)
      ?? signatures.function(name).map({ _ in "a function" })
    {
      throw Fault(.nameIsTaken(name, by: owner), at: nameRange)
    }
    advance()
    guard isSymbol(.openParenthesis) else { throw unexpected("`(`") }
    var names: Set<String> = []
    var hasStandards = false
    let parameters = try bracketed(.openParenthesis, .closeParenthesis, isEmptyAllowed: true) {
      parser throws(Fault) in
      let range = parser.token.range
      let parameter = try parser.parameterOfDefinition()
      guard names.insert(parameter.name).inserted else {
        throw Fault(.nameIsTaken(parameter.name, by: "another parameter's name"), at: range)
      }
      guard parameter.standard != nil || !hasStandards else {
        throw Fault(.requiredAfterOptional(parameter.name), at: range)
      }
      hasStandards = parameter.standard != nil
      return parameter
    }
    try take(.assign, as: "`=`")
    deepest = 0
    let body = try wholeExpression()
    let definition = Definition(
      name: name, nameRange: nameRange, parameters: parameters, body: body, nesting: deepest,
      source: source, range: start..<lastEnd)
    return Statement(kind: .definition(definition), range: definition.range)
  }

  /// `a`, or `b=1`.
  private mutating func parameterOfDefinition() throws(Fault) -> Definition.Parameter {
    guard case .name(let name) = token.kind else { throw unexpected("the name of a parameter") }
    if let owner = signatures.owner(of: name) {
      throw Fault(.nameIsTaken(name, by: owner), at: token.range)
    }
    advance()
    guard isSymbol(.assign) else { return Definition.Parameter(name: name, standard: nil) }
    advance()
    let literal = try expression()
    guard let value = literal.literalValue else { throw Fault(.notALiteral, at: literal.range) }
    return Definition.Parameter(name: name, standard: value)
  }
}
