import TensorEngine

/// Parts of tensors: `x[0]`, `x[:, 3]`, `x[0..<5]`, `x[-1]`.
enum TensorIndexing {
  enum Selection {
    case all
    case one(Int)
    case several([Int])
  }

  /// The part that one selection for each of the first axes gives; the rest is taken whole.
  static func part(of tensor: Tensor, _ selections: [Selection]) throws(Problem) -> Tensor {
    let shape = tensor.shape
    guard selections.count <= shape.rank else {
      throw .tooManyIndices(found: selections.count, shape: shape.description)
    }
    let steps = TensorArithmetic.steps(of: shape)
    // For each axis, where the chosen positions lie in memory.
    var offsets: [[Int]] = []
    var extents: [Int] = []
    var count = 1
    for (axis, selection) in selections.enumerated() {
      let extent = shape.extents[axis]
      var chosen: [Int] = []
      switch selection {
      case .all: chosen = Array(0..<extent)
      case .one(let index): chosen = [try position(index, extent, axis)]
      case .several(let indices):
        for index in indices { chosen.append(try position(index, extent, axis)) }
      }
      if case .one = selection {} else { extents.append(chosen.count) }
      offsets.append(chosen.map { $0 * steps[axis] })
      count = try product(count, chosen.count)
    }
    // What is taken whole is one stretch of memory.
    let rest = Shape(Array(shape.extents[selections.count...]))
    count = try product(count, rest.count)
    var result = Tensor(zeros: Shape(extents + rest.extents))
    let length = rest.count
    let chosen = Shape(offsets.map(\.count))
    try TensorArithmetic.forEachRow(of: chosen, cost: length) { row, column, position in
      var start = 0
      for axis in position.indices { start += offsets[axis][position[axis]] }
      result.withUnsafeMutableBuffer { out in
        tensor.withUnsafeBuffer { values in
          for place in row {
            let from = start + (offsets.last?[column + place - row.lowerBound] ?? 0)
            for index in 0..<length { out[place * length + index] = values[from + index] }
          }
        }
      }
    }
    return result
  }

  private static func product(_ a: Int, _ b: Int) throws(Problem) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow, product <= TensorArithmetic.mostElements else {
      throw .tooLarge(what: "the part", limit: TensorArithmetic.mostElements)
    }
    return product
  }

  /// A negative index counts from the end.
  static func position(_ index: Int, _ count: Int, _ axis: Int) throws(Problem) -> Int {
    let position = index < 0 ? index + count : index
    guard (0..<count).contains(position) else {
      throw .indexOutOfRange(index: index, count: count, axis: axis)
    }
    return position
  }
}
