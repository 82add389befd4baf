import Language
import TensorEngine

extension FunctionCall {
  /// A list with one more item, of whatever kind; a vector with one more element, a tensor with one
  /// more row.
  func appended() throws(Problem) -> Value {
    let item = arguments[1]
    if case .list(let items) = arguments[0] {
      try Lists.checkCount(items.count + 1)
      return try Lists.checked(items + [item])
    }
    let (rows, row) = (try elements(0), try elements(1))
    let shape = rows.tensor.shape
    guard shape.rank > 0, Array(shape.extents.dropFirst()) == row.tensor.shape.extents else {
      throw bad("a row of shape \(row.tensor.shape) does not fit \(shape)")
    }
    try checkCount(shape.extents[0] + 1, max(1, row.tensor.count))
    return Elements(
      .init(
        rows.tensor.scalars + row.tensor.scalars,
        shape: .init([shape.extents[0] + 1] + shape.extents.dropFirst())),
      areTruths: rows.areTruths && row.areTruths
    ).value
  }
}
