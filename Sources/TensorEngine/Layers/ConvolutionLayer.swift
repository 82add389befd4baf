/// A 3x3 convolution with SAME padding, over the image or over its 2x upsampling.
///
/// From [batch, height, width, inputs] to [batch, height / stride, width / stride, outputs], rounded
/// up, or to twice the height and width. Parameters: `weight` [3, 3, inputs, outputs], Glorot uniform
/// with fans times nine; `bias` [outputs], zeros. Formulas and gradients:
/// ``Tape/convolution(_:weight:bias:stride:padding:activation:)``,
/// ``Tape/upsamplingConvolution(_:weight:bias:activation:)``.
public struct Convolution: Layer {
  /// How many channels come out.
  public let outputs: Int
  /// How many pixels lie from one window to the next, in both directions.
  public let stride: Int
  /// Nearest-neighbour 2x upsampling comes first, as one operation with the convolution.
  public let upsamples: Bool
  /// What is applied to each element of the result.
  public let activation: Activation

  /// The program stops where there are no outputs, the stride is below 1, or an upsampling
  /// convolution has another one than 1.
  public init(
    outputs: Int, stride: Int = 1, upsamples: Bool = false, activation: Activation = .identity
  ) {
    require(outputs >= 1, "Convolution: \(outputs) outputs")
    require(stride >= 1, "Convolution: stride \(stride)")
    require(!upsamples || stride == 1, "Convolution: an upsampling one has stride 1")
    self.outputs = outputs
    self.stride = stride
    self.upsamples = upsamples
    self.activation = activation
  }

  public var kind: String? { "conv" }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    let inputs = input[3]
    return [
      .init(
        "weight", [3, 3, inputs, outputs], .glorotUniform(fanIn: 9 * inputs, fanOut: 9 * outputs)),
      .init("bias", [outputs], .zeros),
    ]
  }

  public func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 4 else { throw UnfitInput(wanted: "height x width x channels") }
    return upsamples
      ? [input[0], 2 * input[1], 2 * input[2], outputs]
      : [input[0], (input[1] + stride - 1) / stride, (input[2] + stride - 1) / stride, outputs]
  }

  /// Those of the plain convolution over the upsampled image, as other programs count them.
  public func multiplyAdds(input: Shape, output: Shape) -> Int {
    output[1] * output[2] * 9 * input[3] * outputs
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let (weight, bias) = (pass.parameter("weight"), pass.parameter("bias"))
    return upsamples
      ? pass.tape.upsamplingConvolution(x, weight: weight, bias: bias, activation: activation)
      : pass.tape.convolution(
        x, weight: weight, bias: bias, stride: stride, activation: activation)
  }

  /// The convolution and the normalisation after it in one pass over memory, where neither's output
  /// alone nor a gradient is wanted.
  public func fused(
    with next: any Layer, on x: Variable, in pass: LayerPass, _ nextPass: LayerPass
  ) -> (() -> Variable)? {
    guard upsamples, pass.mode == .inference, !x.isDifferentiable,
      let normalization = next as? BatchNormalization,
      let weight = pass.constant("weight"), let bias = pass.constant("bias"),
      let gamma = nextPass.constant("gamma"), let beta = nextPass.constant("beta"),
      let mean = nextPass.constant("mean"), let variance = nextPass.constant("variance")
    else { return nil }
    return {
      let y = x.value.upsamplingConvolution(
        weight: weight, bias: bias, activation: activation,
        normalization: FixedNormalization(
          gamma: gamma, beta: beta, mean: mean, variance: variance, epsilon: normalization.epsilon))
      pass.tape.observe(
        y,
        from: [x.value, weight, bias, gamma, beta, mean, variance].map(Variable.init(constant:)),
        operation: "upsamplingConvolution with batchNormalization")
      return Variable(constant: y)
    }
  }
}
