import TensorEngine

/// A tensor of many rows, some of which can be had without the rest: `x[3]`, `x[0...9]`.
package struct TensorRows {
  package let count: Int
  /// The rows of these numbers, in their order, along the first axis.
  private let rows: ([Int]) -> Tensor

  package init(count: Int, rows: @escaping ([Int]) -> Tensor) {
    self.count = count
    self.rows = rows
  }

  /// The part of it that an index chooses; nil where that takes the whole.
  func part(_ selections: [TensorIndexing.Selection]) throws(Problem) -> Value? {
    let rest = selections.dropFirst()
    switch selections.first {
    case .one(let index):
      let row = rows([try TensorIndexing.position(index, count, 0)])
      return try ValueParts.part(of: .tensor(row), [.one(0)] + rest)
    case .several(let indices):
      var places: [Int] = []
      for index in indices { places.append(try TensorIndexing.position(index, count, 0)) }
      return try ValueParts.part(
        of: .tensor(rows(places)), [.several(Array(places.indices))] + rest)
    default: return nil
    }
  }
}
