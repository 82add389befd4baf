import Platform

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

  /// The cross-entropy of a softmax over the last axis against whole-number labels:
  /// log Σ exp(x) - x[label]; its derivative is softmax(x) - onehot(label).
  ///
  /// Shapes: logits [batch, classes], labels of `batch` numbers from 0 ..< classes, result [batch].
  public func softmaxCrossEntropy(_ logits: Variable, labels: [Int]) -> Variable {
    let (batch, classes) = (logits.shape[0], logits.shape[1])
    precondition(
      labels.count == batch && labels.allSatisfy { (0..<classes).contains($0) },
      "softmaxCrossEntropy: logits \(logits.shape), \(labels.count) labels")
    let x = logits.value
    var y = Tensor(uninitialized: [batch])
    var gradient = Tensor(uninitialized: x.shape)
    for (row, label) in labels.enumerated() {
      let source = x.pointer + row * classes
      let target = gradient.mutablePointer + row * classes
      let largest = (0..<classes).reduce(-Float.infinity) { max($0, source[$1]) }
      var others: Float = 0
      for column in 0..<classes {
        target[column] = exp(source[column] - largest)
        if column != label { others += target[column] }
      }
      let sum = others + target[label]
      for column in 0..<classes { target[column] /= sum }
      // 1 - p as the sum of the other probabilities, which does not cancel.
      target[label] = -others / sum
      y.mutablePointer[row] = log(sum) + largest - source[label]
    }
    return record(y, from: [logits]) { [gradient] dy, _ in
      var dx = gradient
      let target = dx.mutablePointer
      for row in 0..<batch {
        for column in 0..<classes { target[row * classes + column] *= dy.pointer[row] }
      }
      return [dx]
    }
  }

  /// The mean of all elements, a single number.
  public func mean(_ x: Variable) -> Variable {
    let sum = x.value.withUnsafeBuffer { $0.reduce(0.0) { $0 + Double($1) } }
    let value = Tensor(Float(sum / Double(x.value.count)))
    return record(value, from: [x]) { [shape = x.shape] dy, _ in
      [Tensor(repeating: dy.scalar / Float(shape.count), shape: shape)]
    }
  }

  /// x + y, of the same shape.
  public func add(_ x: Variable, _ y: Variable) -> Variable {
    var sum = x.value
    sum.add(y.value)
    return record(sum, from: [x, y]) { dy, wanted in
      [wanted[0] ? dy : nil, wanted[1] ? dy : nil]
    }
  }
}

/// 1 / (1 + exp(-x)), without overflow on either side.
func logistic(_ x: Float) -> Float {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}

extension Tensor {
  /// The softmax over the last axis: probabilities that add up to 1.
  public func softmax() -> Tensor {
    let classes = shape[-1]
    var y = self
    let target = y.mutablePointer
    for row in 0..<(classes == 0 ? 0 : count / classes) {
      let values = target + row * classes
      let largest = (0..<classes).reduce(-Float.infinity) { max($0, values[$1]) }
      var sum: Float = 0
      for column in 0..<classes {
        values[column] = exp(values[column] - largest)
        sum += values[column]
      }
      for column in 0..<classes { values[column] /= sum }
    }
    return y
  }
}
