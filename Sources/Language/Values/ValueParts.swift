import TensorEngine

/// Parts of values: `x[0]`, `x[-10...-1]`, `x[x > 0]`.
enum ValueParts {
  static func part(
    of value: Value, _ selections: [TensorIndexing.Selection]
  ) throws(Problem) -> Value {
    switch value {
    case .tensor(let tensor):
      return Elements(try TensorIndexing.part(of: tensor, selections)).value
    case .mask(let mask):
      return Elements(try TensorIndexing.part(of: mask.tensor, selections), areTruths: true).value
    case .series(let series):
      return Elements(try TensorIndexing.part(of: Tensor(series.values), selections)).value
    case .range(let range):
      return try pick(selections, count: range.count) { .number(range.lower + Double($0)) }
    case .list(let items): return try pick(selections, count: items.count) { items[$0] }
    case .string(let text):
      let characters = Array(text)
      let part = try pick(selections, count: characters.count) { .string(String(characters[$0])) }
      guard case .list(let pieces) = part else { return part }
      return .string(pieces.map(\.string).joined())
    default:
      throw .wrongKind(what: "`[...]`", expected: .sequences, found: value.kind)
    }
  }

  private static func items(
    _ count: Int, _ item: (Int) throws(Problem) -> Value
  ) throws(Problem) -> [Value] {
    var items: [Value] = []
    items.reserveCapacity(count)
    try Stretches.forEach(of: count, cost: 16) { range throws(Problem) in
      for place in range { items.append(try item(place)) }
    }
    return items
  }

  private static func pick(
    _ selections: [TensorIndexing.Selection], count: Int, _ item: (Int) -> Value
  ) throws(Problem) -> Value {
    guard selections.count == 1, let selection = selections.first else {
      throw .tooManyIndices(found: selections.count, shape: String(count))
    }
    switch selection {
    case .one(let index): return item(try TensorIndexing.position(index, count, 0))
    case .all:
      try Lists.checkCount(count)
      return .list(try items(count) { item($0) })
    case .several(let indices):
      try Lists.checkCount(indices.count)
      return .list(
        try items(indices.count) { place throws(Problem) in
          item(try TensorIndexing.position(indices[place], count, 0))
        })
    case .mask(let mask):
      try TensorIndexing.check(mask, on: [count], of: Shape([count]), axis: 0)
      let chosen = mask.truePositions
      try Lists.checkCount(chosen.count)
      return .list(try items(chosen.count) { item(chosen[$0]) })
    }
  }
}
