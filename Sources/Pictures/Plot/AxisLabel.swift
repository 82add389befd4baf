import Platform

extension AxisTicks {
  /// `mantissa * 10^exponent` in the fewest characters that keep all ticks alike: plain if it has
  /// few zeros, else as in `1.5e-8`.
  package static func label(mantissa: Int, exponent: Int) -> String {
    if mantissa == 0 { return "0" }
    let sign = mantissa < 0 ? "-" : ""
    var digits = String(mantissa.magnitude)
    if exponent >= 0 && digits.count + exponent <= 6 {
      return sign + digits + String(repeating: "0", count: exponent)
    }
    // Down to a thousandth plainly, if it is not too long: `0.68325`.
    if exponent < 0 && (exponent >= -4 || exponent >= -7 && digits.count + exponent >= -2) {
      while digits.count <= -exponent { digits = "0" + digits }
      return sign + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
    }
    let power = digits.count - 1 + exponent
    while digits.hasSuffix("0") { digits.removeLast() }
    let fraction = digits.dropFirst()
    return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e\(power)"
  }

  /// A number in four significant digits, as in `0.6931`, `12345` and `1.382e-6`.
  package static func label(_ number: Double) -> String {
    guard number.isFinite, number != 0 else { return number == 0 ? "0" : "\(number)" }
    let magnitude = number.magnitude
    var exponent = Int(log10(magnitude).rounded(.down)) - 3
    if magnitude < 1e6 { exponent = min(exponent, 0) }
    // In two steps, for a power of ten may be too small or too large by itself.
    let half = -exponent / 2
    let scaled = magnitude * pow(10, Double(half)) * pow(10, Double(-exponent - half))
    var mantissa = Int(scaled.rounded())
    while mantissa.isMultiple(of: 10), exponent < 0 || magnitude >= 1e6 {
      (mantissa, exponent) = (mantissa / 10, exponent + 1)
    }
    return (number < 0 ? "-" : "") + label(mantissa: mantissa, exponent: exponent)
  }
}
