import CVectorKernels

/// The weight as a matrix [inputs, taps · outputs].
private func tapMatrix(_ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
  weight.reshaped(to: [geometry.taps, geometry.inputChannels, geometry.outputChannels])
    .swappingFirstTwoAxes()
}

/// The forward pass, with each input pixel multiplied by all taps, and the products shifted and added.
func convolutionByTaps(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, activation: Activation,
  geometry: ConvolutionGeometry
) -> Tensor {
  let (inputs, outputs) = (geometry.inputChannels, geometry.outputChannels)
  let products = geometry.taps * outputs
  let matrix = tapMatrix(weight, geometry)
  let packed = PackedMatrix(
    matrix.pointer, rows: inputs, columns: products, rowStride: products, columnStride: 1)
  // Whole registers: the zeros that fill the last panel give columns that nobody reads.
  let columns = (products + 15) / 16 * 16
  var y = Tensor(uninitialized: geometry.outputShape)
  let target = y.mutablePointer
  BatchChunks(batch: geometry.batch, atMost: 32).run { _, first, images in
    let scratch = Storage(uninitialized: geometry.inputPixels * columns)
    var window = geometry.tapWindow
    for image in first..<first + images {
      // M = pixels, N = taps · output channels, K = input channels
      MatrixProduct.multiply(
        m: geometry.inputPixels, n: columns, k: inputs,
        vk_matrix(x.pointer + image * geometry.inputPixels * inputs, row: inputs), packed,
        into: scratch.pointer, rowStride: columns)
      let output = target + image * geometry.outputPixels * outputs
      vk_taps_add(&window, scratch.pointer, columns, output)
      vk_bias_activate(
        geometry.outputPixels, outputs, output, bias?.pointer, activation.kernel,
        activation.slope, nil, nil)
    }
  }
  return y
}

/// The gradients of the input, where the weight is given, and of the weight, where the input is: with
/// dproducts the shifted copies of dz, dx = dproducts · weightᵀ and dweight = xᵀ · dproducts.
func convolutionGradientsByTaps(
  _ dz: Tensor, x: Tensor?, weight: Tensor?, geometry: ConvolutionGeometry
) -> (dx: Tensor?, dweight: Tensor?) {
  let (inputs, outputs) = (geometry.inputChannels, geometry.outputChannels)
  let products = geometry.taps * outputs
  let pixels = geometry.inputPixels
  let chunks = BatchChunks(batch: geometry.batch)
  // The transposed matrix [taps · outputs, inputs].
  let transposed = weight.map { weight in
    let matrix = tapMatrix(weight, geometry)
    return PackedMatrix(
      matrix.pointer, rows: products, columns: inputs, rowStride: 1, columnStride: products)
  }
  var dx = weight != nil ? Tensor(uninitialized: geometry.inputShape) : nil
  let dxTarget = dx?.mutablePointer
  var partials =
    x != nil ? Tensor(uninitialized: [chunks.count, inputs, products]) : nil
  let partialTarget = partials?.mutablePointer
  let width = PackedMatrix.panelWidth
  let panelCount = PackedMatrix.panels(products)

  chunks.run { chunk, first, images in
    let rowStride = panelCount * width
    let dproducts = Storage(uninitialized: pixels * rowStride)
    // The columns that fill the last panel up are read by the product, so they must be numbers.
    dproducts.pointer.initialize(repeating: 0, count: pixels * rowStride)
    var window = geometry.tapWindow
    for image in first..<first + images {
      vk_taps_gather(
        &window, dz.pointer + image * geometry.outputPixels * outputs, rowStride,
        dproducts.pointer)
      if let dxTarget, let transposed {
        // M = pixels, N = input channels, K = taps · output channels
        MatrixProduct.multiply(
          m: pixels, n: inputs, k: products, vk_matrix(dproducts.pointer, row: rowStride),
          transposed, into: dxTarget + image * pixels * inputs, rowStride: inputs)
      }
      if let partialTarget, let x {
        var a = vk_matrix(x.pointer + image * pixels * inputs, row: 1, column: inputs)
        // M = input channels, N = taps · output channels, K = pixels
        vk_matrix_product(
          inputs, products, pixels, &a, dproducts.pointer, rowStride, width,
          partialTarget + chunk * inputs * products, products, width, image > first ? 1 : 0)
      }
    }
  }
  let dweight = partials.map {
    chunks.sum($0, shape: [inputs, geometry.taps, outputs]).swappingFirstTwoAxes()
      .reshaped(to: geometry.weightShape)
  }
  return (dx, dweight)
}

extension Tensor {
  /// [a, b, c] → [b, a, c].
  fileprivate func swappingFirstTwoAxes() -> Tensor {
    let (a, b, c) = (shape[0], shape[1], shape[2])
    var result = Tensor(uninitialized: [b, a, c])
    let target = result.mutablePointer
    for i in 0..<a {
      for j in 0..<b {
        (target + (j * a + i) * c).update(from: pointer + (i * b + j) * c, count: c)
      }
    }
    return result
  }
}
