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
