import FileTesting
import Foundation
import Pictures
import Testing

@Suite struct HeatMapTests {
  private let map = HeatMap(
    rows: [
      PlotSeries(name: "conv1", values: [1.0, 10, 100], iterations: [0, 50, 100]),
      PlotSeries(name: "conv2", values: [Double.nan, 1e4, 0], iterations: [0, 50, 100]),
    ], title: "gradients")

  /// Half way between two values the character changes; what is not finite and what has no logarithm is
  /// a gap; the bar below says what they are.
  @Test func rowsOfCharacters() {
    #expect(
      map.text(width: 27, usesUnicode: false) == """
        gradients
        conv1+.....----------++++++
        conv2+     @@@@@@@@@@
             ++---------+---------+
              0        50       100
              ..:::--==+++**##%%%@@
              1        100    10000

        """)
  }

  /// Two parts to a column, by the half block and what it stands on: the colours of the ends and of the
  /// middle are viridis' as matplotlib 3.8 has them.
  @Test func coloursInTheTerminal() {
    let map = HeatMap(
      rows: [PlotSeries(name: "x", values: [0.0, 1, 2], iterations: [0, 1, 2])],
      isLogarithmic: false)
    let text = map.text(width: 16, usesUnicode: true, colors: TextColors(.trueColor))
    let row = text.split(separator: "\n")[0]
    #expect(row.hasPrefix("x┤\u{1B}[38;2;68;1;84;48;2;68;1;84m▌"))
    #expect(row.contains("\u{1B}[38;2;35;144;140;48;2;35;144;140m▌"))
    #expect(row.hasSuffix("\u{1B}[38;2;253;231;37;48;2;253;231;37m▌▌▌\u{1B}[0m"))
    #expect(row.count { $0 == "▌" } == 14)
    let palette = map.text(width: 16, usesUnicode: true, colors: TextColors(.palette))
    #expect(palette.contains("38;5;"))
    #expect(!palette.contains(";2;"))
    // Eight colours are no scale.
    let eight = map.text(width: 16, usesUnicode: true, colors: TextColors(.eight))
    #expect(eight.contains("@@@"))
  }

  @Test func withoutAValueThereIsATextInstead() throws {
    let none = HeatMap(rows: [PlotSeries(name: "x", values: [0.0, -1])])
    #expect(
      none.text(width: 40, usesUnicode: false) == "nothing to plot: x has no value above 0 yet\n")
    #expect(HeatMap(rows: []).text(width: 40, usesUnicode: true) == "nothing to plot\n")
    #expect(try !none.png().isEmpty)
    #expect(try none.svg().contains("no value above 0"))
  }

  /// Pixels in the middle of each third of a row, read back from the file.
  @Test func theFileHasTheColours() throws {
    let svg = try map.svg()
    for text in ["conv1", "conv2", "gradients", "iteration", "10000", "1000"] {
      #expect(svg.contains(">\(text)</text>"))
    }
    let folder = TemporaryFolder()
    try map.write(to: folder.path + "/map.png")
    let image = try PNGFile.read(path: folder.path + "/map.png")
    #expect((image.width, image.height) == (1920, 1080))
    // conv1's first value is the lowest, conv2's middle one the highest: as grey by Rec. 709.
    // (6968 R + 23434 G + 2366 B) >> 15 of #440154 and of #fde725.
    let (dark, light): (UInt8, UInt8) = (21, 221)
    #expect(image[row: 300, column: 200] == dark)
    #expect(image[row: 800, column: 900] == light)
    #expect(image[row: 800, column: 200] == 255)
  }
}
