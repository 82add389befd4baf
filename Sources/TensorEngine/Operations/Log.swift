import Platform

extension Tape {
  /// The natural logarithm, element by element: -∞ of 0, NaN of negative numbers; dx = dy / x.
  ///
  ///     let surprise = tape.scale(tape.log(probabilities), by: -1)
  public func log(_ x: Variable) -> Variable {
    record(x.value.each(logarithm), from: [x]) { [x = x.value] dy, _ in [dy / x] }
  }
}

// Inside of the function `log` means the tape's.
private func logarithm(_ x: Float) -> Float { log(x) }
