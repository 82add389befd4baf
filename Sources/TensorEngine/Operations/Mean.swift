extension Tape {
  /// The means over some axes, see ``Tensor/mean(axes:keepingAxes:)``; dx is dy / n, repeated along the
  /// axes, where each mean is of n elements.
  ///
  ///     let loss = tape.mean(tape.sigmoidCrossEntropy(logits, target: 1))  // a single number
  ///
  /// - Parameters:
  ///   - x: of any shape.
  ///   - axes: negative ones count from the last; nil for all, which gives a single number.
  ///   - keepingAxes: whether the axes stay, with extent 1.
  public func mean(_ x: Variable, axes: [Int]? = nil, keepingAxes: Bool = false) -> Variable {
    record(x.value.mean(axes: axes, keepingAxes: keepingAxes), from: [x]) {
      [shape = x.shape, reduction = Reduction(x.shape, axes: axes, "mean")] dy, _ in
      let share = dy.reshaped(to: reduction.shape) / Float(reduction.elementsPerResult)
      return [share.repeated(to: shape)]
    }
  }
}
