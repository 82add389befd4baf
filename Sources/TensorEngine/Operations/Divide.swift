extension Tape {
  /// x / y, element by element, both broadcast as ``Shape/broadcast(with:)`` says; the process stops
  /// where their shapes do not fit.
  ///
  /// With q = x / y and d the incoming gradient: dx = d / y, dy = -d · q / y, summed over the axes that
  /// the operand was repeated along.
  ///
  ///     let shares = tape.divide(x, tape.sum(x, axes: [-1], keepingAxes: true))
  public func divide(_ x: Variable, _ y: Variable) -> Variable {
    let quotient = x.value.combined(y.value, "divide") { $0 / $1 }
    return record(quotient, from: [x, y]) {
      [x = x.shape, y = y.value, quotient] dquotient, wanted in
      let dx = dquotient / y
      return [
        wanted[0] ? dx.summed(to: x) : nil,
        wanted[1] ? (-dx * quotient).summed(to: y.shape) : nil,
      ]
    }
  }
}
