extension Tape {
  /// The square root, element by element: NaN of negative numbers; dx = dy / 2y, which is infinite
  /// at 0.
  ///
  ///     let norms = tape.sqrt(tape.sum(tape.multiply(x, x), axes: [-1]))
  public func sqrt(_ x: Variable) -> Variable {
    let y = x.value.each { $0.squareRoot() }
    return record(y, from: [x]) { [y] dy, _ in [dy / (2 * y)] }
  }
}
