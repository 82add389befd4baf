extension Tape {
  /// Nearest-neighbour 2x upsampling and a 3x3 convolution with SAME padding, as one operation:
  /// y = f(up(x) ∗ weight + bias).
  ///
  /// Shapes: x [batch, h, w, inputs], weight [3, 3, inputs, outputs], bias [outputs],
  /// y [batch, 2h, 2w, outputs].
  ///
  /// The upsampled image is never built: the outputs are sums of products of low-resolution pixels
  /// and their differences, see `UpsamplingTiles`, which take 25 multiplications where the
  /// upsampled image would take 144, for even sides. Backward: `UpsamplingGeometry`.
  public func upsamplingConvolution(
    _ x: Variable, weight: Variable, bias: Variable?, activation: Activation = .identity
  ) -> Variable {
    let geometry = UpsamplingGeometry(input: x.shape, weight: weight.shape, bias: bias?.shape)
    let kernels = geometry.kernels(weight.value)
    let y = geometry.forward(
      x.value, kernels: kernels, bias?.value, activation: activation, normalization: nil)
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return recordDeferring(y, from: operands) { [y, x = x.value, kernels] dy, wanted in
      geometry.gradients(
        dy, output: y, activation: activation, x: x, kernels: kernels,
        wanted: (wanted[0], wanted[1], wanted.count > 2 && wanted[2]))
    }
  }
}

extension Tensor {
  /// ``Tape/upsamplingConvolution(_:weight:bias:activation:)`` followed by a normalisation with given
  /// statistics, in one pass, for inference.
  func upsamplingConvolution(
    weight: Tensor, bias: Tensor?, activation: Activation, normalization: FixedNormalization
  ) -> Tensor {
    let geometry = UpsamplingGeometry(input: shape, weight: weight.shape, bias: bias?.shape)
    return geometry.forward(
      self, kernels: geometry.kernels(weight), bias, activation: activation,
      normalization: normalization)
  }
}
