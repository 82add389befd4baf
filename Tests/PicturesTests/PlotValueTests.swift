import Foundation
import Pictures
import Testing

/// What a plot is made of: series with gaps, ends, powers of ten, marks.
@Suite struct PlotValueTests {
  private func plain(_ plot: LinePlot, width: Int = 60, height: Int = 18) -> String {
    plot.text(width: width, height: height, usesUnicode: false)
  }

  /// The numbers that stand left of the frame.
  private func verticalLabels(_ plot: LinePlot) -> [String] {
    plain(plot).split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^ *([-0-9.e]+)\+/#).map { String($0.1) }
    }
  }

  /// Whatever the range is: at least four numbers, and no more than there is room for.
  @Test func theVerticalAxisHasAtLeastFourLabels() {
    for low in [0.0, -3.3, 0.61, 1e-9, 1e6] {
      for length in [1e-3, 0.013, 0.27, 1.0, 1.9, 2.1, 4.9, 5.1, 9.9, 37, 1e5] {
        let values = [low, low + max(length, abs(low) * 1e-4)]
        let labels = verticalLabels(LinePlot(series: [PlotSeries(name: "x", values: values)]))
        #expect((4...9).contains(labels.count), "\(values): \(labels)")
        #expect(Set(labels).count == labels.count)
      }
    }
  }

  @Test func iterationsNeedNotFollowEachOther() {
    let text = plain(
      LinePlot(series: [PlotSeries(name: "x", values: [1, 2, 3], iterations: [100, 101, 300])]),
      width: 42, height: 8)
    // Two of three values lie at the left edge.
    #expect(text.contains("2+*"), "\(text)")
    #expect(text.contains("200"))
  }

  @Test func theEndsLeaveTheRestOut() throws {
    let values = (1...100).map { Double($0) }
    let series = PlotSeries(name: "x", values: values)
    let text = plain(LinePlot(series: [series], from: 40, to: 60))
    #expect(text.hasPrefix("* x   last 60   min 40   max 60\n"))
    #expect(plain(LinePlot(series: [series], from: 90)).contains("last 100   min 90   max 100"))
    #expect(
      plain(LinePlot(series: [series], from: 200))
        == "nothing to plot: x has no finite value there\n"
    )
    // The axis goes to where it was asked to go, beyond the values as well.
    #expect(plain(LinePlot(series: [series], to: 400)).contains("400"))
  }

  @Test func powersOfTenAreEven() {
    let values: [Double] = [1, 0.1, 0.01, 0, -1, .nan, 1e-6]
    let plot = LinePlot(series: [PlotSeries(name: "x", values: values)], isLogarithmic: true)
    let lines = plain(plot, height: 16).split(separator: "\n")
    #expect(lines[0] == "* x   last 1e-6   min -1   max 1")
    // Thirteen rows for six powers of ten: every other row a power.
    let labels = lines[1...13].map { $0.prefix { $0 != "+" && $0 != "|" }.drop { $0 == " " } }
    #expect(
      labels == ["1", "", "0.1", "", "0.01", "", "0.001", "", "0.0001", "", "1e-5", "", "1e-6"])
    let none = LinePlot(series: [PlotSeries(name: "x", values: [-1, 0])], isLogarithmic: true)
    #expect(plain(none) == "nothing to plot: x has no value above 0 yet\n")
  }

  /// A range that has no power of ten in it has numbers all the same.
  @Test(arguments: [(0.2, 0.9), (0.61, 0.67), (3, 40), (0.5, 1200)])
  func logarithmsOfAnyRangeHaveLabels(low: Double, high: Double) {
    let labels = verticalLabels(
      LinePlot(series: [PlotSeries(name: "x", values: [low, high])], isLogarithmic: true))
    #expect((4...9).contains(labels.count), "\(labels)")
  }

  @Test func marksAreLinesWithLabels() throws {
    let series = PlotSeries(name: "x", values: [Double](repeating: 1, count: 101), first: 0)
    let marks = [
      PlotMark(iteration: 50, label: "slower"), PlotMark(iteration: 20, label: "a longer one"),
      PlotMark(iteration: 30, label: "between"), PlotMark(iteration: 100, label: "at the end"),
      PlotMark(iteration: 400, label: "beyond"),
    ]
    let plot = LinePlot(series: [series], marks: marks)
    let text = plain(plot, width: 106, height: 12)
    let lines = text.split(separator: "\n").map(Array.init)
    let margin = lines[4].firstIndex { "+|".contains($0) } ?? 0
    for mark in marks.dropLast() {
      let column = margin + 1 + mark.iteration
      let row = try #require(lines.firstIndex { String($0).contains(mark.label) }, "\(text)")
      for below in row..<(lines.count - 2) where lines[below][margin] != " " {
        #expect(lines[below].indices.contains(column), "\(mark) \(below)\n\(text)")
        #expect(":*".contains(lines[below][column]), "\(mark) \(below)\n\(text)")
      }
    }
    #expect(!text.contains("beyond"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 106 })
    #expect(try plot.svg().contains(">a longer one</text>"))
  }

  /// Curves on top of each other take turns, so that neither hides the other.
  @Test func cellsAreSharedFairly() {
    let values = (0..<200).map { Double($0 % 50) }
    let plot = LinePlot(series: [
      PlotSeries(name: "a", values: values), PlotSeries(name: "b", values: values),
    ])
    let cells = plain(plot).split(separator: "\n").dropFirst(2).joined()
    let (a, b) = (cells.count { $0 == "*" }, cells.count { $0 == "+" })
    // Some of the plus signs are ticks of the axes.
    #expect(a > 40 && abs(a - b) < 20, "\(a) and \(b)")
  }

  @Test func whatIsFaintLiesBehindAndInNoLegend() throws {
    let raw = (0..<300).map { sin(Double($0)) }
    let plot = LinePlot(series: [
      PlotSeries(name: "raw", values: raw, isFaint: true),
      PlotSeries(name: "smooth", values: raw.map { $0 * 0.1 }),
      PlotSeries(name: "other", values: raw.map { $0 * 0.1 + 3 }),
    ])
    let text = plain(plot)
    #expect(!text.contains("raw"))
    #expect(text.hasPrefix("* smooth"))
    #expect(text.contains("+ other"))
    #expect(text.contains("."))
    let svg = try plot.svg()
    let faint = try #require(svg.range(of: "<polyline fill=\"none\" class=\"faint0\""))
    let smooth = try #require(svg.range(of: "<polyline fill=\"none\" class=\"series0\""))
    #expect(faint.lowerBound < smooth.lowerBound)
  }

  /// The contrast of WCAG 2.1, between luminances of sRGB.
  private func contrast(_ a: Double, _ b: Double) -> Double {
    (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private func luminance(ofPalette index: Int) -> Double {
    let steps: [UInt32] = [0, 95, 135, 175, 215, 255]
    let parts = [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map { steps[$0] }
    return luminance(of: parts[0] << 16 | parts[1] << 8 | parts[2])
  }

  /// The relative luminance of WCAG 2.1.
  private func luminance(of color: UInt32) -> Double {
    let parts = [16, 8, 0].map { (shift: UInt32) in
      let part = Double(color >> shift & 0xFF) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// The eight layers of a generator have a colour each in a file, and each stands out from a white
  /// page by at least 2 to 1, the dark variant from a dark one by 3 to 1.
  @Test func eightCurvesHaveEightColours() throws {
    let many = (0..<8).map { PlotSeries(name: "s\($0)", values: [Double($0), 1]) }
    let svg = try LinePlot(series: many).svg()
    func colors(_ pattern: Regex<(Substring, Substring, Substring)>) -> [Substring: Substring] {
      Dictionary(svg.matches(of: pattern).map { ($0.1, $0.2) }, uniquingKeysWith: { a, _ in a })
    }
    let light = colors(#/class="series(\d+)" stroke="\#([0-9A-Fa-f]{6})"/#)
    let dark = colors(#/\.series(\d+)[^}]*?\#([0-9A-Fa-f]{6})/#)
    for (colors, page, least) in [(light, 1, 2.0), (dark, luminance(of: 0x1B1B1B), 3)] {
      #expect(Set(colors.values).count == 8, "\(colors)")
      for color in colors.values {
        let number = try #require(UInt32(color, radix: 16))
        #expect(contrast(luminance(of: number), page) >= least, "\(color)")
      }
    }
  }

  /// Each colour stands out from what it is drawn on by at least 3 to 1.
  @Test(arguments: TextColors.Background.allCases)
  func coloursAreReadOnTheirBackground(_ background: TextColors.Background) throws {
    let many = (0..<6).map { PlotSeries(name: "s\($0)", values: [Double($0), 1]) }
    let text = LinePlot(series: many).text(
      width: 60, height: 12, usesUnicode: true, colors: TextColors(.palette, on: background))
    let colors = Set(text.matches(of: #/38;5;(\d+)m/#).compactMap { Int($0.1) })
    #expect(colors.count == 6)
    for color in colors {
      if background != .light { #expect(contrast(luminance(ofPalette: color), 0) >= 3) }
      if background != .dark { #expect(contrast(luminance(ofPalette: color), 1) >= 3) }
    }
    // Of eight colours yellow is on dark only.
    let eight = LinePlot(series: many).text(
      width: 60, height: 12, usesUnicode: true, colors: TextColors(.eight, on: background))
    #expect(eight.contains("[33m") == (background == .dark))
  }
}
