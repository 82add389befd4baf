#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Tape {
  /// The cross-entropy of a probability given as a logit, element by element:
  /// max(x, 0) - x · target + log(1 + exp(-|x|)), which neither overflows nor cancels; its
  /// derivative is sigmoid(x) - target.
  /// https://www.tensorflow.org/api_docs/python/tf/nn/sigmoid_cross_entropy_with_logits
  public func sigmoidCrossEntropy(_ logits: Variable, target: Float) -> Variable {
    let x = logits.value
    let y = x.mapped { max($0, 0) - $0 * target + log1p(exp(-abs($0))) }
    return record(y, from: [logits]) { [x] dy, _ in
      // sigmoid(x) - target without the cancellation where the two are nearly equal: a
      // discriminator that is sure would get gradients of a few digits only.
      [x.mapped { (1 - target) * logistic($0) - target * logistic(-$0) }.combined(dy, *)]
    }
  }
}

/// 1 / (1 + exp(-x)), without overflow on either side.
func logistic(_ x: Float) -> Float {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}
