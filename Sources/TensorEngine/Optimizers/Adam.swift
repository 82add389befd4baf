import CVectorKernels

/// Adam, as Keras 2 computes it: m and v are exponential means of the gradient and its square,
/// p -= rate · √(1 - beta2^t) / (1 - beta1^t) · m / (√v + epsilon).
///
/// Kingma and Ba 2014, https://arxiv.org/abs/1412.6980, in the form of the paragraph before its
/// section 2.1: epsilon stands outside of the bias correction. Slots: `m`, `v`.
public struct Adam: Optimizer {
  /// What its steps depend on.
  public struct Hyperparameters: Sendable, Hashable {
    /// The factor of a step.
    public var learningRate: Float
    /// The weight of the old m, at least 0 and below 1.
    public var beta1: Float
    /// The weight of the old v, at least 0 and below 1.
    public var beta2: Float
    /// What is added to √v, above 0.
    public var epsilon: Float

    /// Keras' defaults, but for the rate and beta1, which are those of the GANs' article.
    public init(
      learningRate: Float = 2e-4, beta1: Float = 0.5, beta2: Float = 0.999, epsilon: Float = 1e-7
    ) {
      self.learningRate = learningRate
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
    }
  }

  /// What the next step depends on.
  public var hyperparameters: Hyperparameters
  public var state = OptimizerState(
    slots: ["m": "Adam's first moment", "v": "Adam's second moment"])

  /// - Parameter hyperparameters: what the steps depend on.
  public init(_ hyperparameters: Hyperparameters) { self.hyperparameters = hyperparameters }

  public var learningRate: Float {
    get { hyperparameters.learningRate }
    set { hyperparameters.learningRate = newValue }
  }

  /// The learning rate with the moments' bias corrected, of the t-th step from 1:
  /// rate · √(1 - beta2^t) / (1 - beta1^t).
  private func correctedRate(ofStep t: Int) -> Double {
    Double(hyperparameters.learningRate)
      * (1 - power(Double(hyperparameters.beta2), t)).squareRoot()
      / (1 - power(Double(hyperparameters.beta1), t))
  }

  public mutating func update(_ parameters: inout Parameters, with gradients: Parameters) {
    let (rate, hyperparameters) = (Float(correctedRate(ofStep: step + 1)), hyperparameters)
    state.step(&parameters, with: gradients) { parameter, gradient, slots in
      let (p, m, v) = (
        parameter.mutablePointer, slots[0].mutablePointer, slots[1].mutablePointer
      )
      forEachStretch(of: gradient.count) { start, length in
        vk_adam(
          length, p + start, m + start, v + start, gradient.pointer + start, rate,
          hyperparameters.beta1, hyperparameters.beta2, hyperparameters.epsilon)
      }
    }
  }

  public func stepNorm(of parameter: String) -> Double? {
    guard step > 0, let first = state["m"][parameter], let second = state["v"][parameter] else {
      return nil
    }
    var squares = 0.0
    first.withUnsafeBuffer { m in
      second.withUnsafeBuffer { v in
        for index in m.indices {
          let change =
            Double(m[index]) / (Double(v[index]).squareRoot() + Double(hyperparameters.epsilon))
          squares += change * change
        }
      }
    }
    return correctedRate(ofStep: step) * squares.squareRoot()
  }
}

/// x^n by squaring.
private func power(_ x: Double, _ n: Int) -> Double {
  var (result, base, rest) = (1.0, x, n)
  while rest > 0 {
    if rest & 1 == 1 { result *= base }
    base *= base
    rest >>= 1
  }
  return result
}
