extension Tape {
  /// x - y, element by element, both broadcast as ``Shape/broadcast(with:)`` says; the process stops
  /// where their shapes do not fit.
  ///
  /// With d the incoming gradient: dx = d, dy = -d, summed over the axes that the operand was repeated
  /// along.
  ///
  ///     let centred = tape.subtract(x, tape.mean(x, axes: [0]))
  public func subtract(_ x: Variable, _ y: Variable) -> Variable {
    record(x.value.combined(y.value, "subtract") { $0 - $1 }, from: [x, y]) {
      [x = x.shape, y = y.shape] ddifference, wanted in
      [
        wanted[0] ? ddifference.summed(to: x) : nil,
        wanted[1] ? (-ddifference).summed(to: y) : nil,
      ]
    }
  }
}
