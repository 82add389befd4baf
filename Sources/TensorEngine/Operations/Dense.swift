import CVectorKernels

extension Tape {
  /// A fully connected layer: y = f(x · weight + bias).
  ///
  /// Shapes: x [batch, inputs], weight [inputs, outputs], bias [outputs], y [batch, outputs].
  /// With dz = dy · f'(z): dweight = xᵀ · dz, dbias = the sum of dz over the batch, dx = dz · weightᵀ.
  public func dense(
    _ x: Variable, weight: Variable, bias: Variable?, activation: Activation = .identity
  ) -> Variable {
    require(
      x.shape.rank == 2 && weight.shape.rank == 2 && x.shape[1] == weight.shape[0],
      "dense: x \(x.shape) does not fit weight \(weight.shape)")
    let (batch, inputs, outputs) = (x.shape[0], weight.shape[0], weight.shape[1])
    requireBias(bias?.shape, outputs: outputs, "dense", weight: weight.shape)
    var y = Tensor(uninitialized: [batch, outputs])
    let target = y.mutablePointer
    // M = batch, N = outputs, K = inputs
    MatrixProduct.multiplyPrecisely(
      m: batch, n: outputs, k: inputs, x.value.pointer, weight.value.pointer, into: target
    ) { first, rows in
      guard bias != nil || activation != .identity else { return }
      vk_bias_activate(
        rows, outputs, target + first * outputs, bias?.value.pointer, activation.kernel,
        activation.slope, nil, nil)
    }
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return record(y, from: operands) { [y, x = x.value, weight = weight.value] dy, wanted in
      let dz = activation.gradient(dy, output: y)
      return [
        wanted[0] ? denseInputGradient(dz, weight: weight) : nil,
        wanted[1] ? denseWeightGradient(dz, x: x) : nil,
      ] + wanted.dropFirst(2).map { $0 ? dz.columnSums() : nil }
    }
  }
}

/// dweight = xᵀ · dz.
private func denseWeightGradient(_ dz: Tensor, x: Tensor) -> Tensor {
  let (batch, inputs, outputs) = (x.shape[0], x.shape[1], dz.shape[1])
  var dweight = Tensor(uninitialized: [inputs, outputs])
  // M = inputs, N = outputs, K = batch
  MatrixProduct.multiplyTall(
    m: inputs, n: outputs, k: batch, vk_matrix(x.pointer, row: 1, column: inputs),
    dz.pointer, into: dweight.mutablePointer)
  return dweight
}

/// dx = dz · weightᵀ, computed as dxᵀ = weight · dzᵀ: the weight, by far the largest of the three,
/// is then read once as it lies, and only the small dz is transposed.
private func denseInputGradient(_ dz: Tensor, weight: Tensor) -> Tensor {
  let (batch, inputs, outputs) = (dz.shape[0], weight.shape[0], weight.shape[1])
  let transposed = PackedMatrix(
    dz.pointer, rows: outputs, columns: batch, rowStride: 1, columnStride: outputs)
  var dx = Tensor(uninitialized: [batch, inputs])
  let target = dx.mutablePointer
  // Few stretches, of about the rows of a product's register tile: each reads all of dz.
  let stretches = max(1, min(16, inputs / 12))
  ThreadPool.shared.run(chunks: stretches) { stretch in
    let first = inputs * stretch / stretches
    let rows = inputs * (stretch + 1) / stretches - first
    let product = Storage(uninitialized: rows * batch)
    // M = inputs (a stretch of them), N = batch, K = outputs
    MatrixProduct.multiply(
      m: rows, n: batch, k: outputs, vk_matrix(weight.pointer + first * outputs, row: outputs),
      transposed, into: product.pointer, rowStride: batch)
    vk_transpose(rows, batch, product.pointer, batch, target + first, inputs)
  }
  return dx
}
