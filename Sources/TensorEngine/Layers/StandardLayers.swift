/// y = f(x · weight + bias), with weight [inputs, outputs].
public struct Dense: Layer {
  public let outputs: Int
  public let activation: Activation

  public init(outputs: Int, activation: Activation = .identity) {
    self.outputs = outputs
    self.activation = activation
  }

  public var kind: String? { "dense" }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    let inputs = input[1]
    return [
      .init("weight", [inputs, outputs], .glorotUniform(fanIn: inputs, fanOut: outputs)),
      .init("bias", [outputs], .zeros),
    ]
  }

  public func outputShape(input: Shape) -> Shape { [input[0], outputs] }
  public func multiplyAdds(input: Shape) -> Int { input[1] * outputs }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.dense(
      x, weight: pass.parameter("weight"), bias: pass.parameter("bias"), activation: activation)
  }
}

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

/// Batch normalisation over all axes but the last.
public struct BatchNormalization: Layer {
  /// The weight of the old value when the moving statistics move.
  public let momentum: Float
  public let epsilon: Float

  public init(momentum: Float, epsilon: Float) {
    self.momentum = momentum
    self.epsilon = epsilon
  }

  public var kind: String? { "bn" }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    let shape: Shape = [input[-1]]
    return [
      .init("gamma", shape, .ones), .init("beta", shape, .zeros),
      .init("mean", shape, .zeros, isTrainable: false),
      .init("variance", shape, .ones, isTrainable: false),
    ]
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let (gamma, beta) = (pass.parameter("gamma"), pass.parameter("beta"))
    let (mean, variance) = (pass.parameter("mean").value, pass.parameter("variance").value)
    if pass.mode == .inference {
      return pass.tape.batchNormalization(
        x, gamma: gamma, beta: beta, mean: mean, variance: variance, epsilon: epsilon)
    }
    let (y, batch) = pass.tape.batchNormalization(x, gamma: gamma, beta: beta, epsilon: epsilon)
    // Keras' two kernels differ: the unbiased variance moves for images, the biased one for rows.
    let unbiased =
      x.shape.rank == 4 && batch.samples > 1
      ? Float(batch.samples) / Float(batch.samples - 1) : 1
    func moved(_ old: Tensor, _ new: Tensor, _ factor: Float) -> Tensor {
      old.combined(new) { momentum * $0 + (1 - momentum) * $1 * factor }
    }
    pass.movedStatistics["\(pass.layerName).mean"] = moved(mean, batch.mean, 1)
    pass.movedStatistics["\(pass.layerName).variance"] = moved(variance, batch.variance, unbiased)
    return y
  }
}

/// An activation by itself.
public struct ActivationLayer: Layer {
  public let function: Activation
  public init(_ function: Activation) { self.function = function }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.activation(x, function)
  }
}

/// Inverted dropout, in training only.
public struct Dropout: Layer {
  public let rate: Float
  public init(rate: Float) { self.rate = rate }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    guard pass.mode == .training else { return x }
    pass.nextStream += 1
    return pass.tape.dropout(x, rate: rate, random: pass.random(pass.nextStream))
  }
}

/// One row of zeros at the bottom, one column at the right.
public struct ZeroPadding: Layer {
  public init() {}
  public func outputShape(input: Shape) -> Shape {
    [input[0], input[1] + 1, input[2] + 1, input[3]]
  }
  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.zeroPadding(x)
  }
}

/// The same elements in another shape, given without the batch; in the order H, W, C.
public struct Reshape: Layer {
  public let shape: [Int]
  public init(_ shape: [Int]) { self.shape = shape }

  /// One row per image.
  public static func flatten(_ input: Shape) -> Reshape {
    Reshape([input.extents.dropFirst().reduce(1, *)])
  }

  public func outputShape(input: Shape) -> Shape { Shape([input[0]] + shape) }
  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.reshape(x, to: outputShape(input: x.shape))
  }
}

/// x times the embedding of its label: how a label enters a network.
public struct LabelGate: Layer {
  public let classes: Int
  public init(classes: Int) { self.classes = classes }

  public var kind: String? { "embedding" }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    [.init("weight", [classes, input[1]], .uniform(limit: 0.05))]
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    guard let labels = pass.labels else { preconditionFailure("LabelGate: no labels were given") }
    return pass.tape.labelGate(x, embedding: pass.parameter("weight"), labels: labels)
  }
}
