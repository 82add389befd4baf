extension Tape {
  /// The mean squared error of each example of a batch: the mean of (x - target)² over all axes but the
  /// first; the derivative is 2 (x - target) / n, where an example has n numbers.
  ///
  /// Shapes: predictions and targets [batch, …] alike, result [batch]. The process stops where the
  /// shapes differ: to broadcast one of them here is a mistake more often than a wish.
  ///
  ///     let loss = tape.mean(tape.meanSquaredError(angles, targets: Tensor(wanted)))
  public func meanSquaredError(_ predictions: Variable, targets: Tensor) -> Variable {
    let shape = predictions.shape
    require(
      shape.rank > 0 && shape == targets.shape,
      "meanSquaredError: predictions \(shape) and targets \(targets.shape)")
    let errors = predictions.value - targets
    let losses = (errors * errors).mean(axes: Array(1..<shape.rank))
    return record(losses, from: [predictions]) { [errors] dy, _ in
      let examples = Shape([shape[0]] + Array(repeating: 1, count: shape.rank - 1))
      let count = Float(Swift.max(1, shape.extents.dropFirst().reduce(1, *)))
      return [errors * (dy.reshaped(to: examples) * (2 / count))]
    }
  }
}
