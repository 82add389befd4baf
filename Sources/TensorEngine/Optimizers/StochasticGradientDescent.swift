/// Stochastic gradient descent with momentum: m = momentum · m + g, p -= rate · m.
///
/// With Nesterov's momentum p -= rate · (g + momentum · m). Sutskever, Martens, Dahl and Hinton 2013,
/// https://proceedings.mlr.press/v28/sutskever13.html, in the form of PyTorch, where the rate stands
/// outside of the mean: https://pytorch.org/docs/stable/generated/torch.optim.SGD.html. Slot: `m`.
public struct SGD: Optimizer {
  public var learningRate: Float
  /// The weight of the old m, at least 0 and below 1; with 0 a step goes along the gradient alone.
  public var momentum: Float
  /// Whether a step looks ahead along m.
  public var isNesterov: Bool
  public var state = OptimizerState(slots: ["m": "the mean of gradients that steps go along"])

  /// - Parameters:
  ///   - learningRate: the factor of a step.
  ///   - momentum: the weight of the old mean, at least 0 and below 1.
  ///   - isNesterov: whether a step looks ahead along the mean.
  public init(learningRate: Float, momentum: Float = 0, isNesterov: Bool = false) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.isNesterov = isNesterov
  }

  public mutating func update(_ parameters: inout Parameters, with gradients: Parameters) {
    let (rate, momentum, isNesterov) = (learningRate, momentum, isNesterov)
    state.step(&parameters, with: gradients) { parameter, gradient, slots in
      let (p, m) = (parameter.mutablePointer, slots[0].mutablePointer)
      forEachStretch(of: gradient.count) { start, length in
        let g = gradient.pointer
        for i in start..<start + length {
          m[i] = momentum * m[i] + g[i]
          p[i] -= rate * (isNesterov ? g[i] + momentum * m[i] : m[i])
        }
      }
    }
  }

  /// Of a step along m, as if the next gradient were none.
  public func stepNorm(of parameter: String) -> Double? {
    guard step > 0, let moment = state["m"][parameter] else { return nil }
    return Double(learningRate) * moment.squareSum.squareRoot()
  }
}
