import CVectorKernels

extension Tape {
  /// Nearest-neighbour 2x upsampling and a 3x3 convolution with SAME padding, as one operation:
  /// y = f(up(x) ∗ weight + bias).
  ///
  /// Shapes: x [batch, h, w, inputs], weight [3, 3, inputs, outputs], bias [outputs],
  /// y [batch, 2h, 2w, outputs].
  ///
  /// The upsampled image is never built. Each low-resolution pixel is multiplied once by all nine
  /// taps, and output pixel (i, j) adds up, for each tap (s, t), the product at low-resolution pixel
  /// ((i + s - 1) / 2, (j + t - 1) / 2): a quarter of the multiplications, only added in another
  /// order. Backward is the transpose: the products' gradients are sums of up to four shifted
  /// output gradients, then dx = dproducts · weightᵀ and dweight = xᵀ · dproducts.
  public func upsamplingConvolution(
    _ x: Variable, weight: Variable, bias: Variable?, activation: Activation = .identity
  ) -> Variable {
    let geometry = UpsamplingGeometry(input: x.shape, weight: weight.shape, bias: bias?.shape)
    let y = geometry.forward(x.value, weight.value, bias?.value, activation: activation)
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return record(y, from: operands) { [y, x = x.value, weight = weight.value] dy, wanted in
      let dz = activation.gradient(dy, output: y)
      let dbias = wanted.count > 2 && wanted[2] ? dz.columnSums() : nil
      let (dx, dweight) = geometry.gradients(
        dz, x: x, weight: weight, wanted: (wanted[0], wanted[1]))
      return [dx, dweight, dbias]
    }
  }
}

/// The sizes of an upsampling convolution, checked once and shared by forward and backward.
///
/// Products lie in panels, tap after tap: those of tap t fill `blocks` panels, so that channel c of
/// tap t is column t · blocks · width + c.
struct UpsamplingGeometry {
  let batch: Int
  let height: Int
  let width: Int
  let inputs: Int
  let outputs: Int

  init(input: Shape, weight: Shape, bias: Shape?) {
    precondition(
      input.rank == 4 && weight.rank == 4 && weight[0] == 3 && weight[1] == 3
        && input[3] == weight[2] && bias ?? [weight[3]] == [weight[3]],
      "upsamplingConvolution: x \(input), weight \(weight), bias \(String(describing: bias))")
    (batch, height, width) = (input[0], input[1], input[2])
    (inputs, outputs) = (weight[2], weight[3])
  }

  private var pixels: Int { height * width }
  private var blocks: Int { PackedMatrix.panels(outputs) }
  /// Columns of the products, the zeros that fill each tap's last panel included.
  private var productColumns: Int { 9 * blocks * PackedMatrix.panelWidth }

  /// The weight as [inputs, products].
  private func productWeight(_ weight: Tensor) -> PackedMatrix {
    let packed = PackedMatrix(uninitializedRows: inputs, columns: productColumns)
    let panelWidth = PackedMatrix.panelWidth
    ThreadPool.shared.run(chunks: 9 * blocks) { panel in
      vk_pack_panel(
        outputs, inputs, weight.pointer + panel / blocks * inputs * outputs, outputs, 1,
        panel % blocks * panelWidth, packed.storage.pointer + panel * packed.panelStride)
    }
    return packed
  }

  /// The weight as [products, inputs].
  private func transposedWeight(_ weight: Tensor) -> PackedMatrix {
    let packed = PackedMatrix(uninitializedRows: productColumns, columns: inputs)
    let panelWidth = PackedMatrix.panelWidth
    ThreadPool.shared.run(chunks: PackedMatrix.panels(inputs) * 9) { chunk in
      let (panel, tap) = (chunk / 9, chunk % 9)
      let target =
        packed.storage.pointer + panel * packed.panelStride
        + tap * blocks * panelWidth * panelWidth
      vk_pack_panel(
        inputs, outputs, weight.pointer + tap * inputs * outputs, 1, outputs, panel * panelWidth,
        target)
      let rest = blocks * panelWidth - outputs
      (target + outputs * panelWidth).initialize(repeating: 0, count: rest * panelWidth)
    }
    return packed
  }

  func forward(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, activation: Activation
  ) -> Tensor {
    let packed = productWeight(weight)
    var y = Tensor(uninitialized: [batch, 2 * height, 2 * width, outputs])
    let target = y.mutablePointer
    BatchChunks(batch: batch, atMost: 32).run { _, first, images in
      let products = Storage(uninitialized: pixels * productColumns)
      for image in first..<first + images {
        // M = low-resolution pixels, N = taps · output channels, K = input channels
        MatrixProduct.multiply(
          m: pixels, n: productColumns, k: inputs,
          vk_matrix(x.pointer + image * pixels * inputs, row: inputs), packed,
          intoPanels: products.pointer)
        vk_shift_add(
          height, width, outputs, products.pointer, bias?.pointer, activation.kernel,
          activation.slope, nil, nil, target + image * 4 * pixels * outputs)
      }
    }
    return y
  }

  func gradients(
    _ dz: Tensor, x: Tensor, weight: Tensor, wanted: (dx: Bool, dweight: Bool)
  ) -> (dx: Tensor?, dweight: Tensor?) {
    let chunks = BatchChunks(batch: batch)
    let transposed = wanted.dx ? transposedWeight(weight) : nil
    var dx = wanted.dx ? Tensor(uninitialized: x.shape) : nil
    let dxTarget = dx?.mutablePointer
    let columns = productColumns
    var partials = wanted.dweight ? Tensor(uninitialized: [chunks.count, inputs, columns]) : nil
    let partialTarget = partials?.mutablePointer
    chunks.run { chunk, first, images in
      let dproducts = Storage(uninitialized: pixels * columns)
      for image in first..<first + images {
        let input = x.pointer + image * pixels * inputs
        vk_shift_gather(
          height, width, outputs, dz.pointer + image * 4 * pixels * outputs, dproducts.pointer)
        if let dxTarget, let transposed {
          // M = low-resolution pixels, N = input channels, K = taps · output channels
          MatrixProduct.multiply(
            m: pixels, n: inputs, k: columns, vk_matrix(panels: dproducts.pointer, rows: pixels),
            transposed, into: dxTarget + image * pixels * inputs, rowStride: inputs)
        }
        if let partialTarget {
          // M = input channels, N = taps · output channels, K = low-resolution pixels
          MatrixProduct.multiply(
            m: inputs, n: columns, k: pixels, vk_matrix(input, row: 1, column: inputs),
            panels: dproducts.pointer, into: partialTarget + chunk * inputs * columns,
            rowStride: columns, accumulate: image > first)
        }
      }
    }
    return (dx, partials.map { kernelGradient(chunks.sum($0, shape: [inputs, columns])) })
  }

  /// From [inputs, products] to [3, 3, inputs, outputs].
  private func kernelGradient(_ products: Tensor) -> Tensor {
    var dweight = Tensor(uninitialized: [3, 3, inputs, outputs])
    let target = dweight.mutablePointer
    let tapColumns = blocks * PackedMatrix.panelWidth
    ThreadPool.shared.run(chunks: 9) { tap in
      for input in 0..<inputs {
        (target + (tap * inputs + input) * outputs).update(
          from: products.pointer + input * productColumns + tap * tapColumns, count: outputs)
      }
    }
    return dweight
  }
}
