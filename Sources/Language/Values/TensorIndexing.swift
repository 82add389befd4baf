import TensorEngine

/// Parts of tensors: `x[0]`, `x[:, 3]`, `x[0..<5]`, `x[-1]`.
enum TensorIndexing {
  enum Selection {
    case all
    case one(Int)
    case several([Int])
    /// Where it is true, in as many axes as it has, which become one.
    case mask(Mask)

    /// How many axes it is for.
    var rank: Int { if case .mask(let mask) = self { mask.shape.rank } else { 1 } }
  }

  /// The part that one selection for each of the first axes gives; the rest is taken whole.
  static func part(of tensor: Tensor, _ selections: [Selection]) throws(Problem) -> Tensor {
    let shape = tensor.shape
    let indexed = selections.reduce(0) { $0 + $1.rank }
    guard indexed <= shape.rank else {
      for case .mask(let mask) in selections where mask.shape.rank > shape.rank {
        throw .maskDoesNotFit(mask: mask.shape.description, shape: shape.description, axis: nil)
      }
      throw .tooManyIndices(found: indexed, shape: shape.description)
    }
    let steps = TensorArithmetic.steps(of: shape)
    // For each axis, where the chosen positions lie in memory.
    var offsets: [[Int]] = []
    var extents: [Int] = []
    var count = 1
    var axis = 0
    for selection in selections {
      let extent = shape.extents[axis]
      var chosen: [Int] = []
      switch selection {
      case .all: chosen = Array(0..<extent)
      case .one(let index): chosen = [try position(index, extent, axis)]
      case .several(let indices):
        for index in indices { chosen.append(try position(index, extent, axis)) }
      case .mask(let mask):
        try check(
          mask, on: Array(shape.extents[axis..<axis + selection.rank]), of: shape, axis: axis)
        chosen = mask.truePositions
      }
      axis += selection.rank
      if case .one = selection {} else { extents.append(chosen.count) }
      // Axes that become one lie in memory as one: its step is that of the last of them.
      offsets.append(chosen.map { $0 * steps[axis - 1] })
      count = try product(count, chosen.count)
    }
    // What is taken whole is one stretch of memory.
    let rest = Shape(Array(shape.extents[indexed...]))
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

  /// Whether a mask has the extents of the axes that it selects in.
  static func check(
    _ mask: Mask, on extents: [Int], of shape: Shape, axis: Int
  ) throws(Problem) {
    guard mask.shape.extents == extents else {
      throw .maskDoesNotFit(
        mask: mask.shape.description, shape: shape.description, axis: axis)
    }
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
