import CVectorKernels

extension Tape {
  /// A transposed convolution: y = f(z + bias), where z is the gradient that a convolution with this
  /// weight has for its input where its output's gradient is x. A stride of 2 doubles the sides.
  ///
  /// Shapes: x [batch, h, w, inputs], weight [height, width, outputs, inputs], bias [outputs],
  /// y [batch, rows, columns, outputs]: h · stride rows with `.same` padding, h · stride +
  /// max(height - stride, 0) with `.valid`, and columns likewise. With dz = dy · f'(z): dx is the
  /// convolution of dz with the weight, dweight that convolution's kernel gradient for x, dbias the
  /// sum of dz over images and pixels. The process stops where the shapes do not fit.
  ///
  ///     let y = tape.transposedConvolution(x, weight: weight, bias: nil, stride: 2)
  ///
  /// Dumoulin and Visin 2016, section 4, https://arxiv.org/abs/1603.07285; the layout is that of
  /// https://keras.io/api/layers/convolution_layers/convolution2d_transpose/.
  public func transposedConvolution(
    _ x: Variable, weight: Variable, bias: Variable?, stride: Int = 1, padding: Padding = .same,
    activation: Activation = .identity
  ) -> Variable {
    let geometry = ConvolutionGeometry(
      transposedInput: x.shape, weight: weight.shape, bias: bias?.shape, stride: stride,
      padding: padding)
    // The convolution's input is y here.
    let outputs = geometry.inputChannels
    var y =
      convolutionGradientsByColumns(
        x.value, x: nil, weight: weight.value, geometry: geometry
      ).dx ?? Tensor(zeros: geometry.inputShape)
    let target = y.mutablePointer
    forEachRowStretch(rows: outputs == 0 ? 0 : y.count / outputs, columns: outputs) {
      _, first, rows in
      vk_bias_activate(
        rows, outputs, target + first * outputs, bias?.value.pointer, activation.kernel,
        activation.slope, nil, nil)
    }
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return record(y, from: operands) { [y, x = x.value, weight = weight.value] dy, wanted in
      let dz = activation.gradient(dy, output: y)
      return [
        wanted[0]
          ? convolutionByColumns(dz, weight, nil, activation: .identity, geometry: geometry) : nil,
        wanted[1]
          ? convolutionGradientsByColumns(
            x, x: dz, weight: nil, geometry: geometry
          ).dweight : nil,
      ] + wanted.dropFirst(2).map { $0 ? dz.columnSums() : nil }
    }
  }
}

extension ConvolutionGeometry {
  /// The sizes of the convolution whose input gradient a transposed one computes.
  fileprivate init(
    transposedInput x: Shape, weight: Shape, bias: Shape?, stride: Int, padding: Padding
  ) {
    require(
      x.rank == 4 && weight.rank == 4 && x[3] == weight[3],
      "transposedConvolution: x \(x) does not fit weight \(weight)")
    require(
      weight[0] > 0 && weight[1] > 0 && stride > 0 && x[1] > 0 && x[2] > 0,
      "transposedConvolution: x \(x), weight \(weight) or stride \(stride) is empty")
    requireBias(bias, outputs: weight[2], "transposedConvolution", weight: weight)
    func side(_ axis: Int) -> Int {
      x[axis + 1] * stride + (padding == .same ? 0 : max(weight[axis] - stride, 0))
    }
    self.init(
      input: [x[0], side(0), side(1), weight[2]], weight: weight, bias: nil, stride: stride,
      padding: padding, "transposedConvolution")
  }
}
