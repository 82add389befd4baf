import Platform

extension Tape {
  /// The cross-entropy of a softmax over the last axis against whole-number labels:
  /// log Σ exp(x) - x[label]; its derivative is softmax(x) - onehot(label).
  ///
  /// Shapes: logits [batch, classes], labels of `batch` numbers from 0 ..< classes, result [batch].
  /// The process stops where a label names no class.
  ///
  ///     let loss = tape.mean(tape.softmaxCrossEntropy(logits, labels: [3, 0, 3]))
  ///
  /// https://www.tensorflow.org/api_docs/python/tf/nn/sparse_softmax_cross_entropy_with_logits
  public func softmaxCrossEntropy(_ logits: Variable, labels: [Int]) -> Variable {
    require(
      logits.shape.rank == 2,
      "softmaxCrossEntropy: logits \(logits.shape) are not [batch, classes]")
    let (batch, classes) = (logits.shape[0], logits.shape[1])
    requireLabels(
      labels, batch: batch, classes: classes, "softmaxCrossEntropy: logits \(logits.shape)")
    let (y, gradient) = crossEntropies(logits.value, labels: labels)
    return record(y, from: [logits]) { [gradient] dy, _ in
      [gradient * dy.reshaped(to: [batch, 1])]
    }
  }
}

/// The losses, and their derivatives by the logits.
private func crossEntropies(
  _ x: Tensor, labels: [Int]
) -> (losses: Tensor, gradient: Tensor) {
  let classes = x.shape[1]
  var losses = Tensor(uninitialized: [labels.count])
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
    losses.mutablePointer[row] = log(sum) + largest - source[label]
  }
  return (losses, gradient)
}
