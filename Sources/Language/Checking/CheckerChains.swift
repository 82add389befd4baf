extension Checker {
  /// What operations of one precedence give, from left to right: of numbers a number or a tensor, and
  /// `+` joins two lists and two strings.
  func kinds(
    ofChain first: Expression, _ links: [Expression.Link]
  ) throws(Finding) -> ValueKinds {
    guard let operation = links.first?.operation else { return try kinds(of: first) }
    var result = try require(first, Self.accepted(by: operation), "`\(operation.rawValue)`")
    for link in links {
      let what = "`\(link.operation.rawValue)`"
      let left = result.intersection(Self.accepted(by: link.operation))
      guard !left.isEmpty else {
        throw .here(
          Fault(
            .wrongKind(what: what, expected: .numeric, found: result), at: link.operationRange))
      }
      // A string goes with a string, and with nothing else.
      let partners: ValueKinds =
        left == .string ? .string : left.contains(.string) ? .any : .numeric
      let right = try require(
        link.operand, Self.accepted(by: link.operation).intersection(partners), what)
      result = kinds(of: link.operation, left, right)
    }
    return result
  }

  private static func accepted(by operation: Arithmetic) -> ValueKinds {
    operation == .add ? .numeric.union(.string) : .numeric
  }

  private func kinds(
    of operation: Arithmetic, _ left: ValueKinds, _ right: ValueKinds
  ) -> ValueKinds {
    if operation == .matrixProduct { return [.tensor, .number, .mask, .bool] }
    let (a, b) = (left.subtracting(.string), right.subtracting(.string))
    var result: ValueKinds = a.isEmpty || b.isEmpty ? [] : asOperand(a).combined(with: asOperand(b))
    guard operation == .add else { return result }
    let joined = left.intersection(right)
    if left == .list, right == .list { return .list }
    if joined.contains(.list) { result.formUnion(.list) }
    if joined.contains(.string) { result.formUnion(.string) }
    return result
  }
}
