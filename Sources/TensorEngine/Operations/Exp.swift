import Platform

extension Tape {
  /// eˣ, element by element; dx = dy · y.
  ///
  ///     let deviation = tape.exp(tape.scale(logVariance, by: 0.5))
  public func exp(_ x: Variable) -> Variable {
    let y = x.value.each(exponential)
    return record(y, from: [x]) { [y] dy, _ in [dy * y] }
  }
}

// Inside of the function `exp` means the tape's.
private func exponential(_ x: Float) -> Float { exp(x) }
