import CVectorKernels

extension Tape {
  /// A convolution with SAME padding: y = f(x ∗ weight + bias).
  ///
  /// Shapes: x [batch, height, width, inputs], weight [height, width, inputs, outputs] (HWIO),
  /// bias [outputs], y [batch, ⌈height / stride⌉, ⌈width / stride⌉, outputs].
  ///
  /// As a matrix product over the pixels, in one of two forms. With `columns`, each output pixel's
  /// window is laid out in a row: y = columns(x) · weight. With `taps`, for stride 1 and fewer
  /// output than input channels, each input pixel is multiplied by all taps and the products are
  /// shifted and added: the window would be larger than the products.
  public func convolution(
    _ x: Variable, weight: Variable, bias: Variable?, stride: Int = 1,
    activation: Activation = .identity
  ) -> Variable {
    let geometry = ConvolutionGeometry(
      input: x.shape, weight: weight.shape, bias: bias?.shape, stride: stride)
    let usesTaps = stride == 1 && geometry.outputChannels < geometry.inputChannels
    let y =
      usesTaps
      ? convolutionByTaps(
        x.value, weight.value, bias?.value, activation: activation, geometry: geometry)
      : convolutionByColumns(
        x.value, weight.value, bias?.value, activation: activation, geometry: geometry)
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return record(y, from: operands) { [y, x = x.value, weight = weight.value] dy, wanted in
      let dz = activation.gradient(dy, output: y)
      let (dx, dweight) =
        usesTaps
        ? convolutionGradientsByTaps(
          dz, x: x, weight: weight, geometry: geometry, wanted: (wanted[0], wanted[1]))
        : convolutionGradientsByColumns(
          dz, x: x, weight: weight, geometry: geometry, wanted: (wanted[0], wanted[1]))
      return [dx, dweight, wanted.count > 2 && wanted[2] ? dz.columnSums() : nil]
    }
  }
}

// MARK: - By columns

/// How many images share one product: as many as keep their columns in the second-level cache.
private func imagesPerProduct(_ geometry: ConvolutionGeometry, images: Int) -> Int {
  let floats = geometry.outputPixels * geometry.taps * geometry.inputChannels
  return max(1, min(images, (1 << 17) / max(1, floats)))
}

/// Calls `body` for groups of the images first ..< first + images.
private func forEachGroup(
  _ geometry: ConvolutionGeometry, first: Int, images: Int,
  _ body: (_ first: Int, _ images: Int) -> Void
) {
  let size = imagesPerProduct(geometry, images: images)
  for start in stride(from: first, to: first + images, by: size) {
    body(start, min(size, first + images - start))
  }
}

private func fillColumns(
  _ geometry: ConvolutionGeometry, _ x: UnsafePointer<Float>, images: Int,
  _ columns: UnsafeMutablePointer<Float>
) {
  var window = geometry.window
  let inputs = geometry.inputPixels * geometry.inputChannels
  let length = geometry.outputPixels * geometry.taps * geometry.inputChannels
  for image in 0..<images {
    vk_image_columns(&window, x + image * inputs, columns + image * length)
  }
}

private func convolutionByColumns(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, activation: Activation,
  geometry: ConvolutionGeometry
) -> Tensor {
  let depth = geometry.taps * geometry.inputChannels
  let outputs = geometry.outputChannels
  let packed = PackedMatrix(
    weight.pointer, rows: depth, columns: outputs, rowStride: outputs, columnStride: 1)
  var y = Tensor(uninitialized: geometry.outputShape)
  let target = y.mutablePointer
  let inputStride = geometry.inputPixels * geometry.inputChannels
  BatchChunks(batch: geometry.batch).run { _, first, images in
    let group = imagesPerProduct(geometry, images: images)
    let columns = Storage(uninitialized: group * geometry.outputPixels * depth)
    forEachGroup(geometry, first: first, images: images) { first, images in
      fillColumns(geometry, x.pointer + first * inputStride, images: images, columns.pointer)
      let rows = images * geometry.outputPixels
      let output = target + first * geometry.outputPixels * outputs
      // M = output pixels, N = output channels, K = window
      MatrixProduct.multiply(
        m: rows, n: outputs, k: depth, vk_matrix(columns.pointer, row: depth), packed,
        into: output, rowStride: outputs)
      vk_bias_activate(
        rows, outputs, output, bias?.pointer, activation.kernel, activation.slope, nil, nil)
    }
  }
  return y
}

private func convolutionGradientsByColumns(
  _ dz: Tensor, x: Tensor, weight: Tensor, geometry: ConvolutionGeometry,
  wanted: (dx: Bool, dweight: Bool)
) -> (dx: Tensor?, dweight: Tensor?) {
  let depth = geometry.taps * geometry.inputChannels
  let outputs = geometry.outputChannels
  let chunks = BatchChunks(batch: geometry.batch)
  let inputStride = geometry.inputPixels * geometry.inputChannels
  let outputStride = geometry.outputPixels * outputs
  let width = PackedMatrix.panelWidth

  var dx = wanted.dx ? Tensor(uninitialized: geometry.inputShape) : nil
  let dxTarget = dx?.mutablePointer
  // The transposed weight [outputs, window].
  let transposed =
    wanted.dx
    ? PackedMatrix(
      weight.pointer, rows: outputs, columns: depth, rowStride: 1, columnStride: outputs) : nil
  var partials =
    wanted.dweight ? Tensor(uninitialized: [chunks.count, depth, outputs]) : nil
  let partialTarget = partials?.mutablePointer

  chunks.run { chunk, first, images in
    let group = imagesPerProduct(geometry, images: images)
    let rowsAtMost = group * geometry.outputPixels
    let columns = Storage(uninitialized: rowsAtMost * depth)
    let panels = Storage(
      uninitialized: wanted.dweight ? rowsAtMost * PackedMatrix.panels(outputs) * width : 0)
    var isFirst = true
    forEachGroup(geometry, first: first, images: images) { first, images in
      let rows = images * geometry.outputPixels
      let dzGroup = dz.pointer + first * outputStride
      if let partialTarget {
        fillColumns(geometry, x.pointer + first * inputStride, images: images, columns.pointer)
        for panel in 0..<PackedMatrix.panels(outputs) {
          vk_pack_panel(
            outputs, rows, dzGroup, outputs, 1, panel * width, panels.pointer + panel * rows * width
          )
        }
        // M = window, N = output channels, K = output pixels
        MatrixProduct.multiply(
          m: depth, n: outputs, k: rows, vk_matrix(columns.pointer, row: 1, column: depth),
          panels: panels.pointer, into: partialTarget + chunk * depth * outputs,
          rowStride: outputs, accumulate: !isFirst)
      }
      if let dxTarget, let transposed {
        // M = output pixels, N = window, K = output channels
        MatrixProduct.multiply(
          m: rows, n: depth, k: outputs, vk_matrix(dzGroup, row: outputs), transposed,
          into: columns.pointer, rowStride: depth)
        var window = geometry.window
        for image in 0..<images {
          vk_image_from_columns(
            &window, columns.pointer + image * geometry.outputPixels * depth,
            dxTarget + (first + image) * inputStride)
        }
      }
      isFirst = false
    }
  }
  return (dx, partials.map { chunks.sum($0, shape: geometry.weightShape) })
}

// MARK: - By taps

/// The weight as a matrix [inputs, taps · outputs].
private func tapMatrix(_ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
  weight.reshaped(to: [geometry.taps, geometry.inputChannels, geometry.outputChannels])
    .swappingFirstTwoAxes()
}

private func convolutionByTaps(
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

private func convolutionGradientsByTaps(
  _ dz: Tensor, x: Tensor, weight: Tensor, geometry: ConvolutionGeometry,
  wanted: (dx: Bool, dweight: Bool)
) -> (dx: Tensor?, dweight: Tensor?) {
  let (inputs, outputs) = (geometry.inputChannels, geometry.outputChannels)
  let products = geometry.taps * outputs
  let pixels = geometry.inputPixels
  let chunks = BatchChunks(batch: geometry.batch)
  let matrix = tapMatrix(weight, geometry)
  // The transposed matrix [taps · outputs, inputs].
  let transposed =
    wanted.dx
    ? PackedMatrix(
      matrix.pointer, rows: products, columns: inputs, rowStride: 1, columnStride: products) : nil
  var dx = wanted.dx ? Tensor(uninitialized: geometry.inputShape) : nil
  let dxTarget = dx?.mutablePointer
  var partials =
    wanted.dweight ? Tensor(uninitialized: [chunks.count, inputs, products]) : nil
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
      if let partialTarget {
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
