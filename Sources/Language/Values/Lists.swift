/// What lists are made by: brackets and `+`.
package enum Lists {
  /// The most items: a loop that doubles them would fill the memory.
  static let mostItems = 1 << 20

  package static func checkCount(_ count: Int) throws(Problem) {
    guard count <= mostItems else { throw .tooLarge(what: "the list", limit: mostItems) }
  }

  /// `[h, 2]`: the items of a list stand for themselves, unless it is written as a list in a list.
  /// Vectors beside numbers are joined with them into one.
  ///
  /// - Parameter items: values, and whether each is written in brackets of its own.
  static func bracketed(
    _ items: [(value: Value, isNested: Bool)], observer: any RoundingObserver
  ) throws(Problem) -> Value {
    var parts: [Value] = []
    var hasSingles = false
    for (value, isNested) in items {
      switch value {
      case .list(let inner) where !isNested:
        hasSingles = true
        try checkCount(parts.count + inner.count)
        parts += inner
      case .number, .bool:
        hasSingles = true
        parts.append(value)
      default: parts.append(value)
      }
    }
    let joinable: ValueKinds = [.number, .bool, .range, .tensor, .mask]
    if hasSingles, parts.allSatisfy({ joinable.contains($0.kind) }),
      parts.contains(where: { ![.number, .bool].contains($0.kind) })
    {
      var elements: [Elements] = []
      for part in parts { elements.append(try Elements(part, for: "[...]")) }
      if let joined = try Elements.joined(elements) {
        observer.note(joined.rounding, in: "`[...]`")
        return joined.value
      }
    }
    return try checked(parts)
  }

  static func concatenated(_ a: [Value], _ b: [Value]) throws(Problem) -> Value {
    try checkCount(a.count + b.count)
    return .list(a + b)
  }

  package static func checked(_ items: [Value]) throws(Problem) -> Value {
    let list = Value.list(items)
    guard list.isNested(atMost: Value.deepestList) else {
      throw .nestedTooDeeply(limit: Value.deepestList)
    }
    return list
  }
}
