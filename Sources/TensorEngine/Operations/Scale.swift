extension Tape {
  /// x · factor, with a plain number; dx = dy · factor.
  ///
  ///     let total = tape.add(loss, tape.scale(penalty, by: 10))
  public func scale(_ x: Variable, by factor: Float) -> Variable {
    record(x.value * factor, from: [x]) { dy, _ in [dy * factor] }
  }
}
