/// A colour of 8-bit red, green and blue.
public struct RGB: Equatable, Sendable {
  /// From 0, none, to 255.
  public let red: UInt8
  /// From 0, none, to 255.
  public let green: UInt8
  /// From 0, none, to 255.
  public let blue: UInt8

  /// A colour of its three parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// A colour as in `0x0072B2`.
  public init(_ hex: UInt32) {
    self.init(
      red: UInt8(hex >> 16 & 255), green: UInt8(hex >> 8 & 255), blue: UInt8(hex & 255))
  }

  /// As in `#0072b2`.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return "#"
      + String([red, green, blue].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The colour between this one, at share 0, and another one, at share 1.
  func mixed(with other: RGB, share: Double) -> RGB {
    func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * min(1, max(0, share))).rounded())
    }
    return RGB(
      red: between(red, other.red), green: between(green, other.green),
      blue: between(blue, other.blue))
  }
}
