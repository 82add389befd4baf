/// Where the parts of a plot go in a picture of some size: shared by SVG and PNG, so that both look
/// alike.
struct PlotFrame {
  let width: Double
  let height: Double
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let horizontal: AxisTicks
  let vertical: AxisTicks
  private let bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>)

  /// - Parameters:
  ///   - lineHeight: the distance of two lines of text.
  ///   - characterWidth: the width of a character.
  ///   - heads: lines of text above the frame.
  init(
    width: Int, height: Int, bounds: (x: ClosedRange<Double>, y: ClosedRange<Double>),
    lineHeight: Double, characterWidth: Double, heads: Int
  ) {
    self.width = Double(width)
    self.height = Double(height)
    self.bounds = bounds
    vertical = AxisTicks(
      from: bounds.y.lowerBound, to: bounds.y.upperBound,
      count: max(2, height / Int(4 * lineHeight)))
    horizontal = AxisTicks(
      from: bounds.x.lowerBound, to: bounds.x.upperBound,
      count: max(2, width / Int(12 * characterWidth)), onlyWhole: true)
    let labelWidth = Double(vertical.ticks.map(\.label.count).max() ?? 0) * characterWidth
    left = (labelWidth + 2 * characterWidth).rounded()
    right = Double(width) - (3 * characterWidth).rounded()
    top = (lineHeight * (Double(heads) + 1)).rounded()
    bottom = Double(height) - (lineHeight * 3).rounded()
  }

  func x(_ value: Double) -> Double { left + bounds.x.share(of: value) * (right - left) }
  func y(_ value: Double) -> Double { bottom - bounds.y.share(of: value) * (bottom - top) }
}

/// A colour of 8-bit red, green and blue.
struct RGB: Equatable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  init(_ hex: UInt32) {
    red = UInt8(hex >> 16 & 255)
    green = UInt8(hex >> 8 & 255)
    blue = UInt8(hex & 255)
  }

  /// As in `#0072b2`.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return "#"
      + String([red, green, blue].flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  static let paper = RGB(0xFFFFFF)
  static let ink = RGB(0x222222)
  static let grid = RGB(0xE4E4E4)

  /// Colours that can be told apart by the colour-blind: Okabe, Ito,
  /// https://jfly.uni-koeln.de/color/
  private static let palette: [RGB] = [
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9,
  ].map { RGB($0) }

  static func series(_ index: Int) -> RGB { palette[index % palette.count] }
}
