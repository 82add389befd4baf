extension Tape {
  /// The sums over some axes, see ``Tensor/sum(axes:keepingAxes:)``; dx is dy, repeated along the axes.
  ///
  ///     let squaredLengths = tape.sum(tape.multiply(x, x), axes: [-1])  // [batch]
  ///
  /// - Parameters:
  ///   - x: of any shape.
  ///   - axes: negative ones count from the last; nil for all, which gives a single number.
  ///   - keepingAxes: whether the axes stay, with extent 1.
  public func sum(_ x: Variable, axes: [Int]? = nil, keepingAxes: Bool = false) -> Variable {
    record(x.value.sum(axes: axes, keepingAxes: keepingAxes), from: [x]) {
      [shape = x.shape, kept = Reduction(x.shape, axes: axes, "sum").shape] dy, _ in
      [dy.reshaped(to: kept).repeated(to: shape)]
    }
  }
}
