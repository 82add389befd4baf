extension Tape {
  /// x · y, element by element, both broadcast as ``Shape/broadcast(with:)`` says; the process stops
  /// where their shapes do not fit. For the product of matrices see ``matmul(_:_:)``.
  ///
  /// With d the incoming gradient: dx = d · y, dy = d · x, summed over the axes that the operand was
  /// repeated along.
  ///
  ///     let gated = tape.multiply(x, gate)  // x [batch, features], gate [batch, 1]
  public func multiply(_ x: Variable, _ y: Variable) -> Variable {
    record(x.value.combined(y.value, "multiply") { $0 * $1 }, from: [x, y]) {
      [x = x.value, y = y.value] dproduct, wanted in
      [
        wanted[0] ? (dproduct * y).summed(to: x.shape) : nil,
        wanted[1] ? (dproduct * x).summed(to: y.shape) : nil,
      ]
    }
  }
}
