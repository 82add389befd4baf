// `name += x`, and the same with `-`, `*` and `/`.
extension Parser {
  /// The operation that stands before the `=` of a name at hand; nil where there is none.
  var updateOperation: (Arithmetic, at: Range<Int>)? {
    guard case .name = token.kind else { return nil }
    var offset = token.range.upperBound
    while let byte = lexer.byte(at: offset), byte == 0x20 || byte == 0x09 { offset += 1 }
    guard lexer.byte(at: offset + 1) == UInt8(ascii: "="),
      lexer.byte(at: offset + 2) != UInt8(ascii: "="), let byte = lexer.byte(at: offset),
      let operation = Arithmetic(rawValue: String(UnicodeScalar(byte))),
      [.add, .subtract, .multiply, .divide].contains(operation)
    else { return nil }
    return (operation, offset..<offset + 1)
  }

  /// `h += 1` is `h = h + 1`, whatever stands behind the sign.
  mutating func update(
    of name: String, _ operation: Arithmetic, at operationRange: Range<Int>
  ) throws(Fault) -> Statement.Kind {
    let range = token.range
    if let owner = signatures.owner(of: name) {
      throw Fault(.nameIsTaken(name, by: owner), at: range)
    }
    resume(at: operationRange.upperBound + 1)
    let operand = try wholeExpression()
    let link = Expression.Link(
      operation: operation, operationRange: operationRange, operand: operand)
    return .assignment(
      name: name, range: range,
      source: .expression(
        Expression(
          kind: .chain(Expression(kind: .name(name), range: range), [link]),
          range: range.lowerBound..<lastEnd)))
  }
}
