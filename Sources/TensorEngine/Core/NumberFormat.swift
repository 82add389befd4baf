import Platform

/// One way of writing for all numbers of a tensor that are shown, so that their points stand under each
/// other: as few digits as tell a number from every other, at most eight after the point; with powers
/// of ten where the numbers are very large, very small, or differ by more than a factor of 1000.
///
/// These are the rules of NumPy 2.4 (precision 8, `suppress=False`),
/// https://numpy.org/doc/stable/reference/generated/numpy.set_printoptions.html
struct NumberFormat {
  private let usesExponent: Bool
  /// Characters before the point and after it.
  private let before: Int
  private let after: Int

  init(_ values: [Float]) {
    let finite = values.filter(\.isFinite)
    let sizes = finite.lazy.filter { $0 != 0 }.map { abs($0) }
    let (least, most) = (sizes.min() ?? 1, sizes.max() ?? 1)
    usesExponent = most >= 1e6 || least < 1e-4 || most / least > 1000
    let usesExponent = usesExponent
    let parts = finite.map { value in
      if usesExponent {
        let parts = Self.scientific(value)
        return (whole: parts.whole, fraction: parts.fraction)
      }
      return Self.positional(value)
    }
    let fraction = parts.map(\.fraction.count).max() ?? 0
    // What stands behind the digits of a power of ten, as in e+05, is as wide for all of them.
    after = usesExponent && !finite.isEmpty ? fraction + 4 : fraction
    var before = parts.map(\.whole.count).max() ?? 0
    for value in values where !value.isFinite {
      // What is no number has no point, and may lean on both sides of it.
      before = max(before, Self.notFinite(value).count - after - 1)
    }
    self.before = before
  }

  /// A number, filled with blanks to the width of all.
  func text(_ value: Float) -> String {
    guard value.isFinite else {
      let text = Self.notFinite(value)
      return String(repeating: " ", count: max(0, before + 1 + after - text.count)) + text
    }
    var (whole, fraction) = Self.positional(value)
    if usesExponent {
      let digits = after - 4
      let shortest = Self.scientific(value)
      if shortest.fraction.count == digits {
        (whole, fraction) = (shortest.whole, shortest.fraction + shortest.exponent)
      } else {
        // More digits than it takes to tell the number from others: those that it really has.
        let parts = Self.formatted("%.\(digits)e", value).split(
          separator: ".", omittingEmptySubsequences: false)
        (whole, fraction) =
          parts.count == 2
          ? (String(parts[0]), String(parts[1]))
          : (shortest.whole, shortest.exponent)
      }
    }
    return String(repeating: " ", count: max(0, before - whole.count)) + whole + "." + fraction
      + String(repeating: " ", count: max(0, after - fraction.count))
  }

  /// A number by itself.
  static func single(_ value: Float) -> String {
    guard value.isFinite else { return notFinite(value) }
    if value == 0 || (1e-4..<1e6).contains(abs(Double(value))) {
      let digits = Digits(value)
      let fraction = digits.fraction
      return digits.sign + digits.whole + "." + (fraction.isEmpty ? "0" : fraction)
    }
    let parts = scientific(value)
    return parts.whole + (parts.fraction.isEmpty ? "" : "." + parts.fraction) + parts.exponent
  }

  private static func notFinite(_ value: Float) -> String {
    value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
  }

  private static func positional(_ value: Float) -> (whole: String, fraction: String) {
    let digits = Digits(value)
    if digits.fraction.count <= 8 { return (digits.sign + digits.whole, digits.fraction) }
    // A number with more than eight digits after the point is less than 1, and its product with 10^8
    // is exact in double precision.
    let rounded = (abs(Double(value)) * 1e8).rounded(.toNearestOrEven)
    var fraction = String(Int(rounded) % 100_000_000)
    fraction = String(repeating: "0", count: 8 - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    return (digits.sign + String(Int(rounded) / 100_000_000), fraction)
  }

  private static func scientific(
    _ value: Float
  ) -> (whole: String, fraction: String, exponent: String) {
    let digits = Digits(value)
    let exponent = value == 0 ? 0 : digits.point - 1
    let size = String(abs(exponent))
    return (
      digits.sign + String(digits.digits.prefix(1)), String(digits.digits.dropFirst()),
      "e" + (exponent < 0 ? "-" : "+") + (size.count < 2 ? "0" : "") + size
    )
  }

  private static func formatted(_ format: String, _ value: Float) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    _ = withVaList([Double(value)]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// The shortest decimal number that lies nearer to a float than to any other one.
private struct Digits {
  let sign: String
  /// Without zeros at either end; `0` for zero.
  let digits: String
  /// How many of the digits stand before the point; negative for zeros after it.
  let point: Int

  init(_ value: Float) {
    sign = value.sign == .minus ? "-" : ""
    // Swift writes these digits, as in 0.001, 12.5 or 1.25e-07.
    let parts = abs(value).description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var digits = mantissa[0] + (mantissa.count > 1 ? mantissa[1] : "")
    let zeros = digits.prefix { $0 == "0" }.count
    digits = digits.dropFirst(zeros)
    while digits.last == "0" { digits.removeLast() }
    self.digits = digits.isEmpty ? "0" : String(digits)
    point = digits.isEmpty ? 1 : mantissa[0].count - zeros + exponent
  }

  /// What stands before the point, `0` where nothing does.
  var whole: String {
    guard point > 0 else { return "0" }
    return String(digits.prefix(point))
      + String(repeating: "0", count: max(0, point - digits.count))
  }

  /// What stands after the point.
  var fraction: String {
    if digits == "0" { return "" }
    return String(repeating: "0", count: max(0, -point)) + digits.dropFirst(max(0, point))
  }
}
