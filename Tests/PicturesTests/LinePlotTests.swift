import FileTesting
import Files
import Foundation
import Pictures
import Testing

@Suite struct LinePlotTests {
  let folder = TemporaryFolder()

  private func plain(_ plot: LinePlot, width: Int = 40, height: Int = 9) -> String {
    plot.text(width: width, height: height, usesUnicode: false)
  }

  private let ramp = PlotSeries(name: "loss.d", values: [0, 1, 2, 3, 4], first: 0)

  @Test func aStraightLineInPlainCharacters() {
    let text = plain(LinePlot(series: [ramp]), width: 24, height: 8)
    #expect(
      text == """
        * loss.d   last 4
        4+                   ***
         |              *****
        2+        ******
         |   *****
        0+***
         ++----------+---------+
          0          2         4

        """)
  }

  @Test func aNaNIsAGap() {
    let gap = PlotSeries(name: "x", values: [1, 1, .nan, .nan, .nan, .nan, .nan, .nan, 1, 1])
    let line = plain(LinePlot(series: [gap])).split(separator: "\n").first { $0.contains("*   ") }
    #expect(line?.contains(#/\*{3,8} {10,}\*{3,8}/#) == true)
    let svg = try? LinePlot(series: [gap]).svg()
    #expect(svg?.components(separatedBy: "<polyline").count == 3, "two lines")
  }

  @Test func withoutAFiniteValueThereIsATextInstead() throws {
    let none = LinePlot(series: [PlotSeries(name: "loss.g", values: [Float.nan, .infinity])])
    #expect(plain(none) == "nothing to plot: loss.g has no finite value yet\n")
    #expect(plain(LinePlot(series: [])) == "nothing to plot\n")
    #expect(try none.svg().contains("has no finite value yet"))
    #expect(try !none.png().isEmpty)
  }

  @Test func noLineIsWiderOrMoreThanAsked() {
    let many = (0..<5).map { index in
      PlotSeries(
        name: "a.rather.long.name.\(index)", values: (0..<3000).map { Float($0 * index) * 1e-7 - 3 }
      )
    }
    for (unicode, color) in [(true, true), (true, false), (false, false)] {
      for width in [16, 20, 33, 80, 200] {
        for height in [6, 10, 30] {
          let text = LinePlot(series: Array(many.prefix(1)), title: "title").text(
            width: width, height: height, usesUnicode: unicode,
            colors: color ? TextColors(.palette) : nil)
          #expect(lines(text).allSatisfy { $0.count <= width }, "\(width)x\(height)\n\(text)")
          #expect(lines(text).count <= height, "\(width)x\(height)\n\(text)")
          let all = LinePlot(series: many).text(
            width: width, height: height, usesUnicode: unicode,
            colors: color ? TextColors(.palette) : nil)
          #expect(lines(all).allSatisfy { $0.count <= width }, "\(width)x\(height)\n\(all)")
        }
      }
    }
  }

  /// The lines without their colours.
  private func lines(_ text: String) -> [String] {
    text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "").split(separator: "\n").map(String.init)
  }

  @Test func coloursAndUnicodeAreUsedOnlyWhenAllowed() {
    let two = LinePlot(series: [
      ramp, PlotSeries(name: "loss.g", values: [4, 3, 2, 1, 0], first: 0),
    ])
    #expect(plain(two, width: 60).utf8.allSatisfy { $0 < 127 && $0 != 27 })
    let gray = two.text(width: 60, height: 10, usesUnicode: true)
    #expect(!gray.contains("\u{1B}"))
    #expect(gray.contains("* loss.d   last 4   min 0   max 4\n+ loss.g   last 0"))
    let colored = two.text(
      width: 60, height: 10, usesUnicode: true, colors: TextColors(.eight, on: .dark))
    #expect(colored.contains("\u{1B}[36m━\u{1B}[0m loss.d"))
    #expect(colored.contains("\u{1B}[33m━\u{1B}[0m loss.g"))
    #expect(colored.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
  }

  /// One wild value among 14,000 must show, however few columns there are.
  @Test func noSpikeGetsLost() throws {
    var values = [Float](repeating: 0, count: 14_000)
    values[7_777] = 10
    let plot = LinePlot(series: [PlotSeries(name: "x", values: values)])
    let rows = plain(plot, width: 60, height: 12).split(separator: "\n")
    #expect(rows[1].contains("*"), "the top row")
    let svg = try plot.svg()
    #expect(svg.utf8.count < 40_000, "thinned out")
  }

  @Test func extremeValuesAreDrawn() throws {
    let largest = Float.greatestFiniteMagnitude
    let extremes: [[Float]] = [
      [largest, -largest], [1e-38, 2e-38], [7], [0, 0, 0], [1, 1.0000001], [-1e30, 3],
    ]
    for values in extremes {
      let plot = LinePlot(series: [PlotSeries(name: "x", values: values)])
      #expect(plain(plot).contains("*"), "\(values)")
      #expect(try !plot.svg().contains("nan"), "\(values)")
      #expect(try !plot.png().isEmpty, "\(values)")
    }
  }

  /// However much there is to name, the frame keeps its room, and nothing is drawn upside down.
  @Test(arguments: [(120, 3), (540, 3), (540, 31), (540, 60)])
  func theFrameKeepsItsRoom(height: Int, count: Int) throws {
    let many = (0..<count).map { PlotSeries(name: "loss \($0)", values: [0, 1, 2], first: 0) }
    let marks = (0..<80).map { PlotMark(iteration: $0 % 3, label: "a long label \($0)") }
    let plot = LinePlot(series: many, title: "all", marks: marks)
    let svg = try plot.svg(width: 960, height: height)
    #expect(!svg.contains("height=\"-"))
    #expect(svg.contains(" more<") == (count > 10))
    _ = try plot.png(width: 960, height: height)
    let text = lines(plain(plot, width: 60, height: 20))
    #expect(text.count <= 20 + 10)
    #expect(text.contains { $0.contains("more") } == (count > 10))
  }

  @Test func svgIsXML() throws {
    let plot = LinePlot(
      series: [PlotSeries(name: "a<b> & \"c\" \u{1}\u{FFFE}\u{FFFF}", values: [1, 2])], title: "<&>"
    )
    let svg = try plot.svg()
    #expect(svg.contains("a&lt;b&gt; &amp; &quot;c&quot;  \u{FFFD}\u{FFFD}</text>"))
    #expect(svg.contains(">&lt;&amp;&gt;</text>"))
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"540\""))
  }

  @Test func theNameChoosesTheFormat() throws {
    let plot = LinePlot(series: [ramp])
    try plot.write(to: folder.path + "/plot.SVG")
    try plot.write(to: folder.path + "/plot.png", width: 300, height: 200)
    let svg = try String(contentsOfFile: folder.path + "/plot.SVG", encoding: .utf8)
    #expect(svg.hasPrefix("<svg"))
    let png = try PNGFile.read(path: folder.path + "/plot.png")
    #expect(png.width == 300)
    #expect(png.height == 200)
    let path = folder.path + "/missing/plot.png"
    #expect(
      pictureError { try plot.write(to: path) }
        == .save(
          path: path, SaveProblem(cause: .call("open folder", errno: ENOENT), isInPlace: false)))
    #expect(pictureError { try plot.write(to: folder.path + "/small.png", width: 10) } != nil)
  }
}
