extension Tape {
  /// Products of matrices: c = a · b over the last two axes. Axes before them are broadcast as
  /// ``Shape/broadcast(with:)`` says, so that one matrix meets many.
  ///
  /// Shapes: a [..., m, k], b [..., k, n], c [..., m, n]; the process stops where they do not fit.
  /// da = dc · bᵀ and db = aᵀ · dc, summed over the axes that the operand was repeated along.
  ///
  ///     let scores = tape.matmul(queries, tape.transpose(keys, axes: [0, 2, 1]))
  public func matmul(_ a: Variable, _ b: Variable) -> Variable {
    record(a.value.matrixProduct(b.value), from: [a, b]) {
      [a = a.value, b = b.value] dc, wanted in
      [
        wanted[0] ? matmulLeftGradient(dc, a: a.shape, b: b) : nil,
        wanted[1] ? matmulRightGradient(dc, a: a, b: b.shape) : nil,
      ]
    }
  }
}

/// da = dc · bᵀ.
private func matmulLeftGradient(_ dc: Tensor, a: Shape, b: Tensor) -> Tensor {
  // M = m, N = k, K = n
  MatrixFactor(dc).product(with: MatrixFactor(transposing: b), "matmul").summed(to: a)
}

/// db = aᵀ · dc.
private func matmulRightGradient(_ dc: Tensor, a: Tensor, b: Shape) -> Tensor {
  if b.rank == 2 {
    // All rows of a that met b, one below the other, so that the product adds up their gradients:
    // M = k, N = n, K = all rows
    let rows = dc.shape[-1] == 0 ? 0 : dc.count / dc.shape[-1]
    return MatrixFactor(transposing: a.reshaped(to: [rows, b[0]]))
      .product(with: MatrixFactor(dc.reshaped(to: [rows, b[1]])), "matmul")
  }
  // M = k, N = n, K = m
  return MatrixFactor(transposing: a).product(with: MatrixFactor(dc), "matmul").summed(to: b)
}
