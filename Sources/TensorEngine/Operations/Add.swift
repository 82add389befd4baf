extension Tape {
  /// x + y, element by element, both broadcast as ``Shape/broadcast(with:)`` says; the process stops
  /// where their shapes do not fit.
  ///
  /// dx and dy are the incoming gradient, summed over the axes that the operand was repeated along.
  ///
  ///     let shifted = tape.add(x, bias)  // x [batch, features], bias [features]
  public func add(_ x: Variable, _ y: Variable) -> Variable {
    record(x.value.combined(y.value, "add") { $0 + $1 }, from: [x, y]) {
      [x = x.shape, y = y.shape] dsum, wanted in
      [wanted[0] ? dsum.summed(to: x) : nil, wanted[1] ? dsum.summed(to: y) : nil]
    }
  }
}
