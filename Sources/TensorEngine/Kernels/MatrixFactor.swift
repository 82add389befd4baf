import CVectorKernels

/// The matrices in the last two axes of a tensor, as they are or transposed, to be multiplied.
struct MatrixFactor {
  let tensor: Tensor
  private let isTransposed: Bool

  init(_ tensor: Tensor) {
    self.tensor = tensor
    isTransposed = false
  }

  init(transposing tensor: Tensor) {
    self.tensor = tensor
    isTransposed = true
  }

  private var rows: Int { tensor.shape[isTransposed ? -1 : -2] }
  private var columns: Int { tensor.shape[isTransposed ? -2 : -1] }
  private var rowStride: Int { isTransposed ? 1 : columns }
  private var columnStride: Int { isTransposed ? rows : 1 }
  /// The axes before the last two: one matrix for each position.
  private var batch: Shape { Shape(Array(tensor.shape.extents.dropLast(2))) }

  private func matrix(_ number: Int) -> UnsafePointer<Float> {
    tensor.pointer + number * rows * columns
  }

  /// The products with the matrices of another factor, both repeated along axes before the last two as
  /// ``Shape/broadcast(with:)`` says.
  ///
  /// - Parameter operation: the name that errors begin with.
  func product(with other: MatrixFactor, _ operation: String) -> Tensor {
    let shapes = "\(tensor.shape) and \(other.tensor.shape)"
    require(
      tensor.shape.rank >= 2 && other.tensor.shape.rank >= 2,
      "\(operation): no matrices: \(shapes)")
    require(columns == other.rows, "\(operation): the shapes do not fit: \(shapes)")
    guard let batch = batch.broadcast(with: other.batch) else {
      stopProcess(because: "\(operation): the shapes do not fit: \(shapes)")
    }
    let (m, n, k) = (rows, other.columns, columns)
    let shape = Shape(batch.extents + [m, n])
    guard shape.count > 0, k > 0 else { return Tensor(zeros: shape) }
    if other.batch.count == 1, !isTransposed, batch.count > 1 {
      // Many matrices that meet one are a single tall one.
      return MatrixFactor(tensor.reshaped(to: [batch.count * m, k]))
        .product(with: other.reshapedToOne, operation).reshaped(to: shape)
    }
    var product = Tensor(uninitialized: shape)
    let target = product.mutablePointer
    let packed = other.packed()
    let (left, right) = (self.batch.places(in: batch), other.batch.places(in: batch))
    // About the rows of a register tile at least; few parts where there are many matrices.
    let parts = max(1, min(16 / min(16, batch.count), m / 12))
    ThreadPool.shared.run(chunks: batch.count * parts) { chunk in
      let (number, part) = (chunk / parts, chunk % parts)
      let first = m * part / parts
      MatrixProduct.multiply(
        m: m * (part + 1) / parts - first, n: n, k: k,
        vk_matrix(
          matrix(left[number]) + first * rowStride, row: rowStride, column: columnStride),
        packed[right[number]], into: target + number * m * n + first * n, rowStride: n)
    }
    return product
  }

  private var reshapedToOne: MatrixFactor {
    let shape = Shape(Array(tensor.shape.extents.suffix(2)))
    let matrix = tensor.reshaped(to: shape)
    return isTransposed ? MatrixFactor(transposing: matrix) : MatrixFactor(matrix)
  }

  /// Each matrix as a right factor.
  private func packed() -> [PackedMatrix] {
    let count = batch.count
    if count == 1 {
      return [
        PackedMatrix(
          tensor.pointer, rows: rows, columns: columns, rowStride: rowStride,
          columnStride: columnStride)
      ]
    }
    let packed = (0..<count).map { _ in PackedMatrix(uninitializedRows: rows, columns: columns) }
    ThreadPool.shared.run(chunks: count) { number in
      packed[number].pack(matrix(number), rowStride: rowStride, columnStride: columnStride)
    }
    return packed
  }
}

extension Shape {
  /// For each position of `whole` in order the number of this shape's that is repeated there.
  fileprivate func places(in whole: Shape) -> [Int] {
    let missing = whole.rank - rank
    let steps =
      Array(repeating: 0, count: missing) + zip(extents, steps).map { $0 == 1 ? 0 : $1 }
    return (0..<whole.count).map { number in
      var (rest, place) = (number, 0)
      for axis in whole.extents.indices.reversed() {
        place += rest % whole.extents[axis] * steps[axis]
        rest /= whole.extents[axis]
      }
      return place
    }
  }
}

extension Tensor {
  /// The products of matrices over the last two axes, [..., m, k] · [..., k, n] = [..., m, n]; axes
  /// before them are broadcast as ``Shape/broadcast(with:)`` says. The process stops where the shapes
  /// do not fit.
  ///
  ///     Tensor([1, 2], shape: [1, 2]).matrixProduct(Tensor([3, 4], shape: [2, 1]))  // [[11.]]
  public func matrixProduct(_ other: Tensor) -> Tensor {
    // M = rows here, N = columns there, K = columns here
    MatrixFactor(self).product(with: MatrixFactor(other), "matmul")
  }
}
