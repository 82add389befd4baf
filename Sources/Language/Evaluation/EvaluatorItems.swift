import TensorEngine

extension Evaluator {
  /// What `for` goes through.
  func items(of expression: Expression) throws(Failure) -> AnySequence<Value> {
    let value = try value(of: expression)
    switch value {
    case .list(let items): return AnySequence(items)
    case .range(let range):
      return AnySequence((0..<range.count).lazy.map { .number(range.lower + Double($0)) })
    case .series(let series):
      return AnySequence(series.values.lazy.map { .number(.single($0)) })
    case .tensor, .mask:
      let elements: Elements
      do {
        elements = try Elements(value, for: "for")
      } catch {
        throw .here(Fault(error, at: expression.range))
      }
      let tensor = elements.tensor
      guard tensor.shape.rank > 0 else { return AnySequence([value]) }
      var rows: [Value] = []
      do {
        try Stretches.forEach(of: tensor.shape[0], cost: 64) { range throws(Problem) in
          for index in range {
            let row = try TensorIndexing.part(of: tensor, [.one(index)])
            rows.append(Elements(row, areTruths: elements.areTruths).value)
          }
        }
      } catch {
        throw .here(Fault(error, at: expression.range))
      }
      return AnySequence(rows)
    default:
      throw .here(
        Fault(
          .wrongKind(what: "`for`", expected: .sequences, found: value.kind),
          at: expression.range))
    }
  }
}
