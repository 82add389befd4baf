extension Tape {
  /// A convolution: y = f(x ∗ weight + bias), without turning the kernel over, as in all of deep
  /// learning: y[i, j] = f(Σ x[i · stride + s, j · stride + t] · weight[s, t] + bias).
  ///
  /// Shapes: x [batch, height, width, inputs], weight [height, width, inputs, outputs] (HWIO),
  /// bias [outputs], y [batch, rows, columns, outputs], where ``Padding`` says how many rows and
  /// columns. With dz = dy · f'(z): dx is the transposed convolution of dz, dweight[s, t] the sum of
  /// xᵀ · dz over all windows, dbias the sum of dz over images and pixels. The process stops where
  /// the shapes do not fit.
  ///
  ///     let y = tape.convolution(x, weight: weight, bias: bias, stride: 2, activation: .relu)
  ///
  /// Dumoulin and Visin 2016, "A guide to convolution arithmetic for deep learning",
  /// https://arxiv.org/abs/1603.07285.
  ///
  /// As a matrix product over the pixels, in one of two forms. With `columns`, each output pixel's
  /// window is laid out in a row: y = columns(x) · weight. With `taps`, for stride 1 and fewer
  /// output than input channels, each input pixel is multiplied by all taps and the products are
  /// shifted and added: the window would be larger than the products.
  public func convolution(
    _ x: Variable, weight: Variable, bias: Variable?, stride: Int = 1,
    padding: Padding = .same, activation: Activation = .identity
  ) -> Variable {
    let geometry = ConvolutionGeometry(
      input: x.shape, weight: weight.shape, bias: bias?.shape, stride: stride, padding: padding)
    let usesTaps = stride == 1 && geometry.outputChannels < geometry.inputChannels
    let convolve = usesTaps ? convolutionByTaps : convolutionByColumns
    let y = convolve(x.value, weight.value, bias?.value, activation, geometry)
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return record(y, from: operands) { [y, x = x.value, weight = weight.value] dy, wanted in
      let dz = activation.gradient(dy, output: y)
      let gradients = usesTaps ? convolutionGradientsByTaps : convolutionGradientsByColumns
      let (dx, dweight) = gradients(
        dz, wanted[1] ? x : nil, wanted[0] ? weight : nil, geometry)
      return [dx, dweight] + wanted.dropFirst(2).map { $0 ? dz.columnSums() : nil }
    }
  }
}
