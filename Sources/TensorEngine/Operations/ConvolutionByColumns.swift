import CVectorKernels

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

/// The forward pass, with each output pixel's window laid out in a row: y = f(columns(x) · weight +
/// bias), of the geometry's output shape.
func convolutionByColumns(
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

/// The gradients of the input, where the weight is given, and of the weight, where the input is:
/// dcolumns = dz · weightᵀ, added up where windows overlap, and dweight = columns(x)ᵀ · dz.
func convolutionGradientsByColumns(
  _ dz: Tensor, x: Tensor?, weight: Tensor?, geometry: ConvolutionGeometry
) -> (dx: Tensor?, dweight: Tensor?) {
  let depth = geometry.taps * geometry.inputChannels
  let outputs = geometry.outputChannels
  let chunks = BatchChunks(batch: geometry.batch)
  let inputStride = geometry.inputPixels * geometry.inputChannels
  let outputStride = geometry.outputPixels * outputs
  let width = PackedMatrix.panelWidth

  var dx = weight != nil ? Tensor(uninitialized: geometry.inputShape) : nil
  let dxTarget = dx?.mutablePointer
  // The transposed weight [outputs, window].
  let transposed = weight.map {
    PackedMatrix(
      $0.pointer, rows: outputs, columns: depth, rowStride: 1, columnStride: outputs)
  }
  var partials =
    x != nil ? Tensor(uninitialized: [chunks.count, depth, outputs]) : nil
  let partialTarget = partials?.mutablePointer

  chunks.run { chunk, first, images in
    let group = imagesPerProduct(geometry, images: images)
    let rowsAtMost = group * geometry.outputPixels
    let columns = Storage(uninitialized: rowsAtMost * depth)
    let panels = Storage(
      uninitialized: x != nil ? rowsAtMost * PackedMatrix.panels(outputs) * width : 0)
    var isFirst = true
    forEachGroup(geometry, first: first, images: images) { first, images in
      let rows = images * geometry.outputPixels
      let dzGroup = dz.pointer + first * outputStride
      if let partialTarget, let x {
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
