/// The colours of text in a terminal: how many there are, and what they stand on.
public struct TextColors: Equatable, Sendable {
  /// How many colours a terminal has.
  public enum Depth: Sendable, CaseIterable {
    /// Eight, whose shades are the terminal's own affair.
    case eight
    /// The 256 of xterm.
    case palette
    /// 24 bits.
    case trueColor
  }

  /// What text stands on.
  public enum Background: Sendable, CaseIterable {
    /// Letters are light.
    case dark
    /// Letters are dark.
    case light
    /// Nobody said: colours that are read on both.
    case unknown
  }

  /// How many there are.
  public let depth: Depth
  /// What they stand on.
  public let background: Background

  /// Colours of a terminal that is known.
  public init(_ depth: Depth, on background: Background = .unknown) {
    self.depth = depth
    self.background = background
  }

  /// Those of the terminal that environment variables tell of.
  public init(environment: [String: String], on background: Background = .unknown) {
    let depth: Depth =
      PictureProtocol.hasTrueColor(environment)
      ? .trueColor : PictureProtocol.hasPalette(environment["TERM"] ?? "") ? .palette : .eight
    self.init(depth, on: background)
  }

  /// The background of a colour: light where black letters stand out from it more than white ones.
  public static func background(_ color: RGB?) -> Background {
    guard let color else { return .unknown }
    // The luma of Rec. 709 on the numbers as they are stored, which is near enough to what is seen.
    let luma =
      0.2126 * Double(color.red) + 0.7152 * Double(color.green) + 0.0722 * Double(color.blue)
    return luma > 117 ? .light : .dark
  }

  /// What ends a colour.
  static let end = "\u{1B}[0m"
  /// For what stands behind.
  static let pale = "\u{1B}[2m"

  /// What begins the colour of a series.
  func series(_ index: Int, isFaint: Bool = false) -> String {
    if depth == .eight {
      let colors = Self.eight(background)
      return "\u{1B}[\(isFaint ? "2;" : "")\(colors[index % colors.count])m"
    }
    let colors = isFaint ? Self.faint(background) : Self.palette(background)
    return "\u{1B}[38;5;\(colors[index % colors.count])m"
  }

  /// Numbers of the palette: blue, orange, green, pink, yellow or brown, and one more, each with a
  /// contrast of 3 to what it stands on.
  private static func palette(_ background: Background) -> [Int] {
    switch background {
    case .dark: [75, 209, 43, 176, 221, 117]
    case .light: [25, 166, 29, 132, 130, 32]
    case .unknown: [33, 166, 29, 162, 136, 98]
    }
  }

  /// The same nearer to what they stand on: the terminal's own way to dim a colour is to darken it, which
  /// on white brings it forward.
  private static func faint(_ background: Background) -> [Int] {
    switch background {
    case .dark: [24, 94, 23, 96, 58, 30]
    case .light: [153, 223, 158, 225, 187, 195]
    case .unknown: [246]
    }
  }

  /// Yellow, 33, is on dark only.
  private static func eight(_ background: Background) -> [Int] {
    switch background {
    case .dark: [36, 33, 35, 32, 31, 34]
    case .light: [34, 31, 35, 32, 36, 30]
    case .unknown: [36, 35, 32, 31, 34]
    }
  }

  /// The parameters that set a colour, for letters (38) or for what they stand on (48).
  func parameters(of color: RGB, layer: Int) -> String {
    depth == .trueColor
      ? "\(layer);2;\(color.red);\(color.green);\(color.blue)"
      : "\(layer);5;\(Self.nearest(to: color))"
  }

  /// The steps of red, green and blue in the palette's cube, which begins at 16.
  private static let steps = [0, 95, 135, 175, 215, 255]

  /// The number of the palette's colour that is nearest: of the cube, or of the greys.
  static func nearest(to color: RGB) -> Int {
    let parts = [color.red, color.green, color.blue].map(Int.init)
    let cube = parts.map { part in
      steps.indices.min { abs(steps[$0] - part) < abs(steps[$1] - part) } ?? 0
    }
    let grey = min(23, max(0, (parts.reduce(0, +) / 3 - 3) / 10))
    func distance(_ other: [Int]) -> Int {
      zip(parts, other).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    }
    let isGrey =
      distance([Int](repeating: 8 + 10 * grey, count: 3)) < distance(cube.map { steps[$0] })
    return isGrey ? 232 + grey : 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
  }
}
