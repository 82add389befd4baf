import TensorEngine

/// Arithmetic on whole tensors, with the broadcasting of NumPy: from the last axis on, extents are equal
/// or one of them is 1, https://numpy.org/doc/stable/user/basics.broadcasting.html
enum TensorArithmetic {
  /// The most elements that an expression may make: 1 GB.
  static let mostElements = 1 << 28

  static func combine(
    _ a: Tensor, _ b: Tensor, _ operation: String, _ function: (Float, Float) -> Float
  ) throws(Problem) -> Tensor {
    let shape = try broadcast(a.shape, b.shape, operation)
    var result = [Float](repeating: 0, count: shape.count)
    a.withUnsafeBuffer { x in
      b.withUnsafeBuffer { y in
        if a.shape == b.shape {
          for index in result.indices { result[index] = function(x[index], y[index]) }
        } else {
          let xs = strides(of: a.shape, in: shape)
          let ys = strides(of: b.shape, in: shape)
          walk(shape) { index, position in
            result[index] = function(x[dot(position, xs)], y[dot(position, ys)])
          }
        }
      }
    }
    return Tensor(result, shape: shape)
  }

  static func map(_ a: Tensor, _ function: (Float) -> Float) -> Tensor {
    Tensor(a.withUnsafeBuffer { $0.map(function) }, shape: a.shape)
  }

  static func broadcast(_ a: Shape, _ b: Shape, _ operation: String) throws(Problem) -> Shape {
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

  /// The steps in memory of each axis of `whole`: 0 where `shape` is repeated.
  private static func strides(of shape: Shape, in whole: Shape) -> [Int] {
    var strides = [Int](repeating: 0, count: whole.rank)
    var step = 1
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
      if shape.extents[axis] > 1 { strides[axis + whole.rank - shape.rank] = step }
      step *= shape.extents[axis]
    }
    return strides
  }

  private static func dot(_ a: [Int], _ b: [Int]) -> Int {
    var sum = 0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  /// Goes through all positions of a shape in row-major order.
  static func walk(_ shape: Shape, _ body: (_ index: Int, _ position: [Int]) -> Void) {
    var position = [Int](repeating: 0, count: shape.rank)
    for index in 0..<shape.count {
      body(index, position)
      for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
        position[axis] += 1
        if position[axis] < shape.extents[axis] { break }
        position[axis] = 0
      }
    }
  }

  /// The matrix product of `[m, k]` and `[k, n]`; vectors count as a row on the left, a column on the
  /// right, and their axis goes away.
  static func matrixProduct(_ a: Tensor, _ b: Tensor) throws(Problem) -> Tensor {
    let mismatch = Problem.shapesDiffer(
      operation: "@", left: a.shape.description, right: b.shape.description)
    guard (1...2).contains(a.shape.rank), (1...2).contains(b.shape.rank) else { throw mismatch }
    let left = a.shape.rank == 1 ? a.reshaped(to: [1, a.count]) : a
    let right = b.shape.rank == 1 ? b.reshaped(to: [b.count, 1]) : b
    let (m, k, n) = (left.shape[0], left.shape[1], right.shape[1])
    guard right.shape[0] == k else { throw mismatch }
    guard m.multipliedReportingOverflow(by: n).partialValue <= mostElements else {
      throw .tooLarge(what: "the result of `@`", limit: mostElements)
    }
    var result = [Float](repeating: 0, count: m * n)
    left.withUnsafeBuffer { x in
      right.withUnsafeBuffer { y in
        for row in 0..<m {
          for inner in 0..<k {
            let factor = x[row * k + inner]
            for column in 0..<n { result[row * n + column] += factor * y[inner * n + column] }
          }
        }
      }
    }
    var extents: [Int] = []
    if a.shape.rank == 2 { extents.append(m) }
    if b.shape.rank == 2 { extents.append(n) }
    return Tensor(result, shape: Shape(extents))
  }
}
