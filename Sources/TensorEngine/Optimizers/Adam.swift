import CVectorKernels

/// Adam, as Keras 2 computes it: m and v are exponential means of the gradient and its square,
/// p -= rate · √(1 - beta2^t) / (1 - beta1^t) · m / (√v + epsilon).
///
/// Kingma and Ba 2014, https://arxiv.org/abs/1412.6980, in the form of the paragraph before its
/// section 2.1: epsilon stands outside of the bias correction.
public struct Adam: Sendable {
  public struct Hyperparameters: Sendable, Hashable {
    public var learningRate: Float
    public var beta1: Float
    public var beta2: Float
    public var epsilon: Float

    public init(
      learningRate: Float = 2e-4, beta1: Float = 0.5, beta2: Float = 0.999, epsilon: Float = 1e-7
    ) {
      self.learningRate = learningRate
      self.beta1 = beta1
      self.beta2 = beta2
      self.epsilon = epsilon
    }
  }

  public var hyperparameters: Hyperparameters
  /// How many steps were taken.
  public var step = 0
  /// The first and second moments, by parameter.
  public var firstMoments = Parameters()
  public var secondMoments = Parameters()

  public init(_ hyperparameters: Hyperparameters) { self.hyperparameters = hyperparameters }

  /// The learning rate with the moments' bias corrected, after at least one step:
  /// rate · √(1 - beta2^t) / (1 - beta1^t).
  package var correctedRate: Double {
    Double(hyperparameters.learningRate)
      * (1 - power(Double(hyperparameters.beta2), step)).squareRoot()
      / (1 - power(Double(hyperparameters.beta1), step))
  }

  /// Takes one step on every parameter that has a gradient.
  public mutating func update(_ parameters: inout Parameters, with gradients: Parameters) {
    step += 1
    let rate = correctedRate
    for (name, gradient) in gradients {
      guard let parameter = parameters[name] else { continue }
      precondition(
        parameter.shape == gradient.shape, "Adam: \(name) \(parameter.shape), \(gradient.shape)")
      if firstMoments[name] == nil {
        firstMoments[name] = Tensor(zeros: gradient.shape)
        secondMoments[name] = Tensor(zeros: gradient.shape)
      }
    }
    for (name, gradient) in gradients {
      parameters.update(name) { parameter in
        firstMoments.update(name) { first in
          secondMoments.update(name) { second in
            let (p, m, v) = (
              parameter.mutablePointer, first.mutablePointer, second.mutablePointer
            )
            forEachStretch(of: gradient.count) { start, length in
              vk_adam(
                length, p + start, m + start, v + start, gradient.pointer + start, Float(rate),
                hyperparameters.beta1, hyperparameters.beta2, hyperparameters.epsilon)
            }
          }
        }
      }
    }
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
