/// Batch normalisation over all axes but the last: (x - mean) / √(variance + epsilon) · gamma + beta.
///
/// In training mean and variance are the batch's, and the moving ones move; in inference they are
/// those. Parameters, [channels] each: `gamma`, ones; `beta`, zeros; and, not trained, `mean`, zeros,
/// and `variance`, ones. Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167
public struct BatchNormalization: Layer {
  /// The weight of the old value when the moving statistics move, from 0 to 1.
  public let momentum: Float
  /// What is added to the variance.
  public let epsilon: Float

  /// - Parameters:
  ///   - momentum: the weight of the old value when the moving statistics move, from 0 to 1.
  ///   - epsilon: what is added to the variance, above 0.
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
    pass.move("mean", to: moved(mean, batch.mean, 1))
    pass.move("variance", to: moved(variance, batch.variance, unbiased))
    return y
  }
}
