import Platform

/// Numbers as text.
package enum NumberText {
  /// The shortest text that is read as the same number again.
  package static func text(_ number: Number) -> String {
    switch number {
    case .whole(let value): value.description
    case .single(let value): text(Double(value), shortest: value.description)
    case .double(let value): text(value)
    }
  }

  package static func text(_ value: Double) -> String { text(value, shortest: value.description) }

  private static func text(_ value: Double, shortest: String) -> String {
    guard value.isFinite else { return significant(value, 1) }
    guard let whole = Int128(exactly: value), Number.exactWholes.contains(whole) else {
      return shortest
    }
    return (value.sign == .minus && value == 0 ? "-" : "") + String(whole)
  }

  /// At most so many significant digits, without zeros at the end: `0.000213`, `1.5e-07`.
  package static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    return formatted("%.\(digits)g", value)
  }

  /// Three significant digits in no more than eight characters: `-2.13e-4`, `0.0213`, `12345`.
  package static func short(_ value: Double) -> String {
    // Not `-0`, which a smallest value may be.
    if value == 0 { return "0" }
    guard value.isFinite else { return significant(value, 3) }
    let size = abs(value)
    if size >= 999.5, size < 99_999.5 { return fixed(value, decimals: 0) }
    // Just below a power of ten it would be rounded up to it.
    if size >= 0.0009995, size < 999.5 { return significant(value, 3) }
    let parts = formatted("%.2e", value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return significant(value, 3) }
    var digits = parts[0]
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return "\(digits)e\(exponent)"
  }

  /// So many digits after the point.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return significant(value, decimals) }
    return formatted("%.\(decimals)f", value)
  }

  /// With commas between thousands: `857,705`.
  package static func grouped(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// C's formatting of one number.
  package static func formatted(_ format: String, _ value: Double) -> String {
    withVaList([value]) { arguments in
      var buffer = [CChar](repeating: 0, count: 512)
      let length = vsnprintf(&buffer, buffer.count, format, arguments)
      return String(
        decoding: buffer.prefix(max(0, min(Int(length), buffer.count - 1))).map {
          UInt8(bitPattern: $0)
        }, as: UTF8.self)
    }
  }
}
