import Platform

/// Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
package struct AxisTicks: Equatable {
  package struct Tick: Equatable {
    package let value: Double
    package let label: String
  }

  package let ticks: [Tick]

  /// The ticks from `low` to `high`, about `count` of them, at most twice as many.
  ///
  /// - Parameter onlyWhole: whether the step is at least 1, as for iterations.
  package init(from low: Double, to high: Double, count: Int, onlyWhole: Bool = false) {
    guard low.isFinite, high.isFinite, high > low, (high - low).isFinite else {
      ticks = []
      return
    }
    let raw = (high - low) / Double(max(1, count))
    var exponent = Int(log10(raw).rounded(.down))
    let ratio = raw / pow(10, Double(exponent))
    var factor = ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10
    if factor == 10 { (factor, exponent) = (1, exponent + 1) }
    if onlyWhole && exponent < 0 { (factor, exponent) = (1, 0) }
    let step = Double(factor) * pow(10, Double(exponent))
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard step > 0, first.magnitude < 1e15, last.magnitude < 1e15, first <= last else {
      ticks = []
      return
    }
    ticks = (Int(first)...Int(last)).map { index in
      Tick(
        value: Double(index) * step,
        label: Self.label(mantissa: index * factor, exponent: exponent))
    }
  }

  /// `mantissa * 10^exponent` in the fewest characters that keep all ticks alike: plain if it has
  /// few zeros, else as in `1.5e-8`.
  package static func label(mantissa: Int, exponent: Int) -> String {
    if mantissa == 0 { return "0" }
    let sign = mantissa < 0 ? "-" : ""
    var digits = String(mantissa.magnitude)
    if exponent >= 0 && digits.count + exponent <= 6 {
      return sign + digits + String(repeating: "0", count: exponent)
    }
    if exponent < 0 && exponent >= -4 {
      while digits.count <= -exponent { digits = "0" + digits }
      return sign + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
    }
    let power = digits.count - 1 + exponent
    while digits.hasSuffix("0") { digits.removeLast() }
    let fraction = digits.dropFirst()
    return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(power)"
  }
}
