#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Tape {
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
}
