/// What charts are drawn on: a picture of pixels or a document, in the same units.
protocol ChartSurface {
  /// In units of the chart, of which a line of text takes about 20.
  var width: Double { get }
  /// In units of the chart.
  var height: Double { get }
  /// How wide a text is in the size of labels.
  func width(of text: String) -> Double
  mutating func fill(x: Double, y: Double, width: Double, height: Double, _ color: ChartColor)
  /// A line through some points; a dot where there is only one.
  mutating func stroke(_ points: [SIMD2<Double>], width: Double, _ color: ChartColor)
  /// A line of text whose capitals stand around `middle`.
  ///
  /// - Parameter anchor: which part of the text is at `x`: 0 its start, 0.5 its middle, 1 its end.
  mutating func text(_ text: String, x: Double, middle: Double, anchor: Double, _ color: ChartColor)
}

/// What a colour stands for, because a document has others on a dark page.
enum ChartColor: Equatable {
  case ink
  /// For what stands behind: the lines of marks and their labels.
  case pale
  case grid
  case series(Int, isFaint: Bool)
  /// Of a heat map, from 0, the lowest, to 1.
  case heat(Double)

  /// On a page of white.
  var onWhite: RGB {
    switch self {
    case .ink: RGB(0x222222)
    case .pale: RGB(0x777777)
    case .grid: RGB(0xE4E4E4)
    case .series(let index, let isFaint):
      Self.palette[index % Self.palette.count]
        .mixed(with: RGB(0xFFFFFF), share: isFaint ? 0.65 : 0)
    case .heat(let share): HeatColors.color(share)
    }
  }

  /// On a dark page; nil for a colour that stays.
  var onDark: RGB? {
    switch self {
    case .ink: RGB(0xDDDDDD)
    case .pale: RGB(0x999999)
    case .grid: RGB(0x3A3A3A)
    case .series(let index, let isFaint):
      Self.darkPalette[index % Self.darkPalette.count]
        .mixed(with: Self.darkPage, share: isFaint ? 0.6 : 0)
    case .heat: nil
    }
  }

  static let darkPage = RGB(0x1B1B1B)
  /// After so many curves their colours come again.
  static var curveColors: Int { palette.count }

  /// Colours that can be told apart by the colour-blind: six of Okabe and Ito, that stand out from
  /// white, https://jfly.uni-koeln.de/color/, and two dark ones, so that each of the eight layers of a
  /// generator has one.
  private static let palette: [RGB] = [
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x882255, 0x666633,
  ].map { RGB($0) }
  /// The same ones in the same order, with the dark blue lighter.
  private static let darkPalette: [RGB] = [
    0x4FA8E0, 0xF0803C, 0x2BBF95, 0xDD94BC, 0xEFB43C, 0x9AD2F5, 0xC5628C, 0xB5B56B,
  ].map { RGB($0) }
}
