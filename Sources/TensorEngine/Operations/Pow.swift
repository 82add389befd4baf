import Platform

extension Tape {
  /// x to the power of a plain number, element by element: NaN of negative numbers for exponents that
  /// are not whole; dx = dy · exponent · x^(exponent - 1).
  ///
  ///     let penalty = tape.mean(tape.pow(tape.subtract(norms, one), 2))
  public func pow(_ x: Variable, _ exponent: Float) -> Variable {
    record(x.value.each { power($0, exponent) }, from: [x]) { [x = x.value, exponent] dy, _ in
      // x^0 is 1 everywhere, also at 0, where x^-1 is infinite.
      guard exponent != 0 else { return [Tensor(zeros: x.shape)] }
      return [dy * exponent * x.each { power($0, exponent - 1) }]
    }
  }
}

// Inside of the function `pow` means the tape's.
private func power(_ x: Float, _ exponent: Float) -> Float { pow(x, exponent) }
