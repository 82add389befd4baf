extension Tape {
  /// Each element held in a range: its lower bound for what is below, its upper bound for what is
  /// above; dx = dy within the range, bounds included, 0 outside. NaN stays NaN.
  ///
  ///     let bounded = tape.clamp(weights, to: -0.01...0.01)
  public func clamp(_ x: Variable, to range: ClosedRange<Float>) -> Variable {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    let y = x.value.each { $0 < lower ? lower : $0 > upper ? upper : $0 }
    return record(y, from: [x]) { [x = x.value, lower, upper] dy, _ in
      [dy.combined(x) { $1 < lower || $1 > upper ? 0 : $0 }]
    }
  }
}
