import Platform

extension Tape {
  /// The cross-entropy of a probability that is given as a logit, element by element:
  /// max(x, 0) - x · target + log(1 + exp(-|x|)), which neither overflows nor cancels; its derivative
  /// is sigmoid(x) - target.
  ///
  /// Shapes: logits and result alike. The target is the probability that is wanted, 0 … 1.
  ///
  ///     let loss = tape.mean(tape.sigmoidCrossEntropy(scores, target: 1))
  ///
  /// https://www.tensorflow.org/api_docs/python/tf/nn/sigmoid_cross_entropy_with_logits
  public func sigmoidCrossEntropy(_ logits: Variable, target: Float) -> Variable {
    let x = logits.value
    return record(x.each { crossEntropy($0, target: target) }, from: [logits]) {
      [x, target] dy, _ in
      // sigmoid(x) - target without the cancellation where the two are nearly equal: a
      // discriminator that is sure would get gradients of a few digits only.
      [x.each { (1 - target) * logistic($0) - target * logistic(-$0) } * dy]
    }
  }
}

private func crossEntropy(_ x: Float, target: Float) -> Float {
  max(x, 0) - x * target + log1p(exp(-abs(x)))
}

/// 1 / (1 + exp(-x)), without overflow on either side.
private func logistic(_ x: Float) -> Float {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}
