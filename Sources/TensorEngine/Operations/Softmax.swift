import Platform

extension Tape {
  /// The softmax over the last axis, see ``Tensor/softmax()``; dx = y · (dy - Σ dy · y), with the sum
  /// over the last axis. To train with labels, ``softmaxCrossEntropy(_:labels:)`` is more precise.
  ///
  ///     let attention = tape.softmax(tape.matmul(queries, keys))
  public func softmax(_ x: Variable) -> Variable {
    let y = x.value.softmax()
    return record(y, from: [x]) { [y] dy, _ in
      [y * (dy - (dy * y).sum(axes: [-1], keepingAxes: true))]
    }
  }
}

extension Tensor {
  /// The softmax over the last axis: probabilities that add up to 1, exp(x) / Σ exp(x), of the same
  /// shape. The process stops for a single number, which has no axis.
  ///
  ///     Tensor([0, 0, 0, 0]).softmax()  // [0.25 0.25 0.25 0.25]
  public func softmax() -> Tensor {
    require(shape.rank > 0, "softmax: x is a \(shape)")
    let classes = shape[-1]
    var y = self
    let target = y.mutablePointer
    forEachRowStretch(rows: classes == 0 ? 0 : count / classes, columns: classes) {
      _, first, rows in
      for row in first..<first + rows {
        let values = target + row * classes
        // The largest is taken off, which changes no quotient: its exponential would overflow.
        let largest = (0..<classes).reduce(-Float.infinity) { Swift.max($0, values[$1]) }
        var sum: Float = 0
        for column in 0..<classes {
          values[column] = exp(values[column] - largest)
          sum += values[column]
        }
        for column in 0..<classes { values[column] /= sum }
      }
    }
    return y
  }
}
