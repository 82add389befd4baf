extension Tape {
  /// Multiplies each row by the embedding of its label: y[i] = x[i] · embedding[labels[i]].
  ///
  /// Shapes: x and y [batch, width], embedding [classes, width], labels of `batch` numbers from
  /// 0 ..< classes. dx = dy · embedding[label]; dembedding[c] = the sum of dy[i] · x[i] over the
  /// rows with label c.
  public func labelGate(_ x: Variable, embedding: Variable, labels: [Int]) -> Variable {
    let (batch, width, classes) = (x.shape[0], x.shape[1], embedding.shape[0])
    precondition(
      embedding.shape == [classes, width] && labels.count == batch
        && labels.allSatisfy { (0..<classes).contains($0) },
      "labelGate: x \(x.shape), embedding \(embedding.shape), \(labels.count) labels")
    var y = Tensor(uninitialized: x.shape)
    let target = y.mutablePointer
    for (row, label) in labels.enumerated() {
      for column in 0..<width {
        target[row * width + column] =
          x.value.pointer[row * width + column] * embedding.value.pointer[label * width + column]
      }
    }
    return record(y, from: [x, embedding]) {
      [x = x.value, embedding = embedding.value] dy, wanted in
      var dx = wanted[0] ? Tensor(uninitialized: x.shape) : nil
      var dembedding = wanted[1] ? Tensor(zeros: embedding.shape) : nil
      let dxTarget = dx?.mutablePointer
      let dembeddingTarget = dembedding?.mutablePointer
      for (row, label) in labels.enumerated() {
        for column in 0..<width {
          let (here, there) = (row * width + column, label * width + column)
          dxTarget?[here] = dy.pointer[here] * embedding.pointer[there]
          dembeddingTarget?[there] += dy.pointer[here] * x.pointer[here]
        }
      }
      return [dx, dembedding]
    }
  }
}
