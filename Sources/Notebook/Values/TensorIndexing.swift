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
    var chosen: [[Int]] = []
    var extents: [Int] = []
    for axis in 0..<shape.rank {
      let count = shape.extents[axis]
      switch axis < selections.count ? selections[axis] : .all {
      case .all:
        chosen.append(Array(0..<count))
        extents.append(count)
      case .one(let index): chosen.append([try position(index, count, axis)])
      case .several(let indices):
        var positions: [Int] = []
        for index in indices { positions.append(try position(index, count, axis)) }
        chosen.append(positions)
        extents.append(positions.count)
      }
    }
    var steps = [Int](repeating: 1, count: shape.rank)
    for axis in stride(from: shape.rank - 2, through: 0, by: -1) {
      steps[axis] = steps[axis + 1] * shape.extents[axis + 1]
    }
    var count = 1
    for positions in chosen {
      let (product, overflow) = count.multipliedReportingOverflow(by: positions.count)
      guard !overflow, product <= TensorArithmetic.mostElements else {
        throw .tooLarge(what: "the part", limit: TensorArithmetic.mostElements)
      }
      count = product
    }
    let whole = Shape(chosen.map(\.count))
    var result = [Float](repeating: 0, count: whole.count)
    tensor.withUnsafeBuffer { values in
      TensorArithmetic.walk(whole) { index, position in
        var offset = 0
        for axis in position.indices { offset += chosen[axis][position[axis]] * steps[axis] }
        result[index] = values[offset]
      }
    }
    return Tensor(result, shape: Shape(extents))
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
