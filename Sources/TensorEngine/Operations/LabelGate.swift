extension Tape {
  /// Multiplies each row by the embedding of its label: y[i] = x[i] · embedding[labels[i]].
  ///
  /// Shapes: x and y [batch, width], embedding [classes, width], labels of `batch` numbers from
  /// 0 ..< classes. dx = dy · embedding[label]; dembedding[c] = the sum of dy[i] · x[i] over the
  /// rows with label c.
  public func labelGate(_ x: Variable, embedding: Variable, labels: [Int]) -> Variable {
    require(
      x.shape.rank == 2 && embedding.shape.rank == 2 && x.shape[1] == embedding.shape[1],
      "labelGate: x \(x.shape) does not fit embedding \(embedding.shape)")
    let (batch, width, classes) = (x.shape[0], x.shape[1], embedding.shape[0])
    requireLabels(labels, batch: batch, classes: classes, "labelGate: x \(x.shape)")
    var y = Tensor(uninitialized: x.shape)
    let target = y.mutablePointer
    forEachColumnStretch(of: width) { columns in
      for (row, label) in labels.enumerated() {
        let (x, y) = (x.value.pointer + row * width, target + row * width)
        let gate = embedding.value.pointer + label * width
        for column in columns { y[column] = x[column] * gate[column] }
      }
    }
    return record(y, from: [x, embedding]) {
      [x = x.value, embedding = embedding.value] dy, wanted in
      var dx = wanted[0] ? Tensor(uninitialized: x.shape) : nil
      var dembedding = wanted[1] ? Tensor(zeros: embedding.shape) : nil
      let (dxTarget, dembeddingTarget) = (dx?.mutablePointer, dembedding?.mutablePointer)
      forEachColumnStretch(of: width) { columns in
        for (row, label) in labels.enumerated() {
          let dy = dy.pointer + row * width
          if let dx = dxTarget.map({ $0 + row * width }) {
            let gate = embedding.pointer + label * width
            for column in columns { dx[column] = dy[column] * gate[column] }
          }
          if let dgate = dembeddingTarget.map({ $0 + label * width }) {
            let x = x.pointer + row * width
            for column in columns { dgate[column] += dy[column] * x[column] }
          }
        }
      }
      return [dx, dembedding]
    }
  }
}

/// Calls `body` for fixed stretches of columns: how threads share work out where rows of the same label
/// add up.
func forEachColumnStretch(of width: Int, _ body: (Range<Int>) -> Void) {
  let stretches = max(1, width / 128)
  ThreadPool.shared.run(chunks: stretches) { stretch in
    body(width * stretch / stretches..<width * (stretch + 1) / stretches)
  }
}
