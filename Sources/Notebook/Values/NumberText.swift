#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Numbers as text.
package enum NumberText {
  /// A whole number exactly, another one with six significant digits.
  package static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return significant(value, 6)
  }

  /// At most so many significant digits, without zeros at the end: `0.000213`, `1.5e-07`.
  package static func significant(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    return formatted("%.\(digits)g", value)
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
