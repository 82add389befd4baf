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
