/// Measured times of the same work.
package struct TimeSamples {
  /// In seconds, in the order in which they were measured.
  package private(set) var seconds: [Double] = []

  package init() {}

  package mutating func add(_ duration: Duration) {
    let (whole, attoseconds) = duration.components
    seconds.append(Double(whole) + Double(attoseconds) * 1e-18)
  }

  /// In seconds; the mean of the two in the middle for an even number, 0 for none.
  package var median: Double {
    let sorted = seconds.sorted()
    guard let last = sorted.indices.last else { return 0 }
    return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2
  }

  /// In seconds; 0 for none.
  package var minimum: Double { seconds.min() ?? 0 }
}

extension Double {
  /// These seconds in milliseconds, as a text with one digit after the point.
  package var milliseconds: String { (self * 1e3).text(decimals: 1) }

  /// As a text with that many digits after the point.
  package func text(decimals: Int) -> String {
    guard isFinite else { return "\(self)" }
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    // Beyond 2^53 a double has no digits after the point, and not all whole numbers.
    guard magnitude * scale < 0x1p53 else { return "\(self)" }
    let rounded = Int64((magnitude * scale).rounded())
    let sign = self < 0 && rounded > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(rounded)" }
    let digits = String(rounded)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
