import TensorEngine

/// Arithmetic on whole tensors, with the broadcasting of NumPy: from the last axis on, extents are
/// equal or one of them is 1, https://numpy.org/doc/stable/user/basics.broadcasting.html
package enum TensorArithmetic {
  /// The most elements that an expression may make: 1 GB.
  package static let mostElements = 1 << 28
  /// The most axes, as in NumPy.
  package static let mostAxes = 32
  /// The most multiplications of one matrix product: a minute at most.
  static let mostMultiplications = 1 << 36
  /// After about so many multiplications there may be the wish to stop.
  private static let multiplicationsPerStretch = 1 << 30

  package static func combine(
    _ a: Tensor, _ b: Tensor, _ operation: String, _ function: (Float, Float) -> Float
  ) throws(Problem) -> Tensor {
    let shape = try broadcast(a.shape, b.shape, operation)
    var result = Tensor(zeros: shape)
    let count = shape.count
    func fill(_ body: (_ x: Floats, _ y: Floats, _ out: MutableFloats) -> Void) {
      result.withUnsafeMutableBuffer { out in
        a.withUnsafeBuffer { x in b.withUnsafeBuffer { y in body(x, y, out) } }
      }
    }
    if a.shape == b.shape {
      try Stretches.forEach(of: count) { range in
        fill { x, y, out in for index in range { out[index] = function(x[index], y[index]) } }
      }
    } else if b.count == 1, a.count == count {
      let right = b.scalar
      try Stretches.forEach(of: count) { range in
        fill { x, _, out in for index in range { out[index] = function(x[index], right) } }
      }
    } else if a.count == 1, b.count == count {
      let left = a.scalar
      try Stretches.forEach(of: count) { range in
        fill { _, y, out in for index in range { out[index] = function(left, y[index]) } }
      }
    } else {
      let (xs, ys) = (steps(of: a.shape, in: shape), steps(of: b.shape, in: shape))
      let (xStep, yStep) = (xs.last ?? 0, ys.last ?? 0)
      try forEachRow(of: shape) { row, column, position in
        let xStart = offset(of: position, xs) + column * xStep
        let yStart = offset(of: position, ys) + column * yStep
        fill { x, y, out in
          for index in row {
            let place = index - row.lowerBound
            out[index] = function(x[xStart + place * xStep], y[yStart + place * yStep])
          }
        }
      }
    }
    return result
  }

  private typealias Floats = UnsafeBufferPointer<Float>
  private typealias MutableFloats = UnsafeMutableBufferPointer<Float>

  package static func map(_ a: Tensor, _ function: (Float) -> Float) throws(Problem) -> Tensor {
    var result = Tensor(zeros: a.shape)
    try Stretches.forEach(of: a.count) { range in
      result.withUnsafeMutableBuffer { out in
        a.withUnsafeBuffer { for index in range { out[index] = function($0[index]) } }
      }
    }
    return result
  }

  package static func broadcast(_ a: Shape, _ b: Shape, _ operation: String) throws(Problem)
    -> Shape
  {
    let rank = max(a.rank, b.rank)
    var extents: [Int] = []
    var count = 1
    for axis in 0..<rank {
      let x = axis < rank - a.rank ? 1 : a.extents[axis - (rank - a.rank)]
      let y = axis < rank - b.rank ? 1 : b.extents[axis - (rank - b.rank)]
      guard x == y || x == 1 || y == 1 else {
        throw .shapesDiffer(
          operation: operation, left: a.description, right: b.description)
      }
      let extent = x == 1 ? y : x
      extents.append(extent)
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= mostElements else {
        throw .tooLarge(what: "the result of `\(operation)`", limit: mostElements)
      }
      count = product
    }
    return Shape(extents)
  }

  /// The axes in reverse order.
  package static func transpose(_ a: Tensor) throws(Problem) -> Tensor {
    let shape = Shape(a.shape.extents.reversed())
    let steps: [Int] = steps(of: a.shape).reversed()
    let inner = steps.last ?? 0
    var result = Tensor(zeros: shape)
    try forEachRow(of: shape) { row, column, position in
      let start = offset(of: position, steps) + column * inner
      result.withUnsafeMutableBuffer { out in
        a.withUnsafeBuffer { values in
          for index in row { out[index] = values[start + (index - row.lowerBound) * inner] }
        }
      }
    }
    return result
  }

  /// The matrix product of `[m, k]` and `[k, n]`; vectors count as a row on the left, a column on
  /// the right, and their axis goes away.
  static func matrixProduct(_ a: Tensor, _ b: Tensor) throws(Problem) -> Tensor {
    let mismatch = Problem.shapesDiffer(
      operation: "@", left: a.shape.description, right: b.shape.description)
    guard (1...2).contains(a.shape.rank), (1...2).contains(b.shape.rank) else { throw mismatch }
    let left = a.shape.rank == 1 ? a.reshaped(to: [1, a.count]) : a
    let right = b.shape.rank == 1 ? b.reshaped(to: [b.count, 1]) : b
    let (m, k, n) = (left.shape[0], left.shape[1], right.shape[1])
    guard right.shape[0] == k else { throw mismatch }
    let (count, overflow) = m.multipliedReportingOverflow(by: n)
    guard !overflow, count <= mostElements else {
      throw .tooLarge(what: "the result of `@`", limit: mostElements)
    }
    guard count.multipliedReportingOverflow(by: k).overflow == false,
      count * k <= mostMultiplications
    else { throw .badArgument(function: "@", reason: "\(a.shape) by \(b.shape) takes too long") }
    let extents = (a.shape.rank == 2 ? [m] : []) + (b.shape.rank == 2 ? [n] : [])
    guard count * k > 0 else { return Tensor(zeros: Shape(extents)) }
    // Each row of the product is computed by itself, so that stretches of rows give the same bits.
    var stretches: [Tensor] = []
    let cost = max(1, n * k * Stretches.length / multiplicationsPerStretch)
    try Stretches.forEach(of: m, cost: cost) { rows in
      // M = rows of a (a stretch of them), N = columns of b, K = what they share
      stretches.append(
        Tape().dense(
          Variable(constant: left.rows(rows)), weight: Variable(constant: right), bias: nil
        ).value)
    }
    return Tensor(concatenating: stretches).reshaped(to: Shape(extents))
  }

  // MARK: - Places in memory

  /// The steps in memory of each axis.
  static func steps(of shape: Shape) -> [Int] {
    var steps = [Int](repeating: 1, count: shape.rank)
    for axis in stride(from: shape.rank - 2, through: 0, by: -1) {
      steps[axis] = steps[axis + 1] * shape.extents[axis + 1]
    }
    return steps
  }

  /// The steps in memory of each axis of `whole`: 0 where `shape` is repeated.
  private static func steps(of shape: Shape, in whole: Shape) -> [Int] {
    let own = zip(shape.extents, steps(of: shape)).map { $0 > 1 ? $1 : 0 }
    return [Int](repeating: 0, count: whole.rank - shape.rank) + own
  }

  /// Where a row begins, by its position on all axes but the last.
  static func offset(of position: [Int], _ steps: [Int]) -> Int {
    var offset = 0
    for axis in position.indices { offset += position[axis] * steps[axis] }
    return offset
  }

  /// Goes through a shape row by row, and through rows that are long piece by piece: the places of
  /// the elements, the column of the first, and the row's position on all axes but the last.
  ///
  /// - Parameter cost: the units of work that an element takes.
  static func forEachRow(
    of shape: Shape, cost: Int = 1,
    _ body: (_ elements: Range<Int>, _ column: Int, _ position: [Int]) -> Void
  ) throws(Problem) {
    guard shape.count > 0 else { return }
    let length = shape.extents.last ?? 1
    var position = [Int](repeating: 0, count: max(0, shape.rank - 1))
    try Stretches.forEach(of: shape.count / length, cost: length * cost) { rows throws(Problem) in
      for row in rows {
        try Stretches.forEach(of: length, cost: cost) { columns in
          let start = row * length
          body(
            start + columns.lowerBound..<start + columns.upperBound, columns.lowerBound, position)
        }
        for axis in position.indices.reversed() {
          position[axis] += 1
          if position[axis] < shape.extents[axis] { break }
          position[axis] = 0
        }
      }
    }
  }
}
