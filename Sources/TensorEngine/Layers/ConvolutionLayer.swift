/// A 3x3 convolution with SAME padding, over the image or over its 2x upsampling.
public struct Convolution: Layer {
  public let outputs: Int
  public let stride: Int
  /// Nearest-neighbour 2x upsampling comes first, as one operation with the convolution.
  public let upsamples: Bool
  public let activation: Activation

  public init(
    outputs: Int, stride: Int = 1, upsamples: Bool = false, activation: Activation = .identity
  ) {
    precondition(!upsamples || stride == 1, "Convolution: an upsampling one has stride 1")
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

  public func outputShape(input: Shape) -> Shape {
    upsamples
      ? [input[0], 2 * input[1], 2 * input[2], outputs]
      : [input[0], (input[1] + stride - 1) / stride, (input[2] + stride - 1) / stride, outputs]
  }

  /// Those of the plain convolution over the upsampled image, as other programs count them.
  public func multiplyAdds(input: Shape) -> Int {
    let output = outputShape(input: input)
    return output[1] * output[2] * 9 * input[3] * outputs
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let (weight, bias) = (pass.parameter("weight"), pass.parameter("bias"))
    return upsamples
      ? pass.tape.upsamplingConvolution(x, weight: weight, bias: bias, activation: activation)
      : pass.tape.convolution(
        x, weight: weight, bias: bias, stride: stride, activation: activation)
  }
}

extension Convolution {
  /// The convolution and the normalisation after it in one pass over memory, where neither's output
  /// alone nor a gradient is wanted; nil where they must run one after the other. Both layers come
  /// with their names.
  func fused(
    _ convolution: String, with normalization: BatchNormalization, _ normalizationName: String,
    on x: Variable, in pass: LayerPass
  ) -> (() -> Variable)? {
    func constant(_ layer: String, _ parameter: String) -> Tensor? {
      pass.parameters["\(layer).\(parameter)"].flatMap { $0.isDifferentiable ? nil : $0.value }
    }
    guard upsamples, pass.mode == .inference, !x.isDifferentiable,
      let weight = constant(convolution, "weight"), let bias = constant(convolution, "bias"),
      let gamma = constant(normalizationName, "gamma"),
      let beta = constant(normalizationName, "beta"),
      let mean = constant(normalizationName, "mean"),
      let variance = constant(normalizationName, "variance")
    else { return nil }
    return {
      Variable(
        constant: x.value.upsamplingConvolution(
          weight: weight, bias: bias, activation: activation,
          normalization: FixedNormalization(
            gamma: gamma, beta: beta, mean: mean, variance: variance,
            epsilon: normalization.epsilon)))
    }
  }
}
