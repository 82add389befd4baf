import Foundation
import Pictures
import Testing

@Suite struct TerminalPictureTests {
  private let image = GrayImage(width: 2, height: 3, pixels: [0, 255, 128, 128, 20, 255])

  @Test func halfBlocksHoldTwoPixelsEach() {
    #expect(
      TerminalPicture.text(of: image, as: .trueColorBlocks, columns: 80)
        == "\u{1B}[38;2;0;0;0;48;2;128;128;128m▀\u{1B}[38;2;255;255;255m▀\u{1B}[0m\n"
        + "\u{1B}[38;2;20;20;20;49m▀\u{1B}[38;2;255;255;255m▀\u{1B}[0m\n")
  }

  @Test func thePaletteHasItsOwnGreys() {
    #expect(
      TerminalPicture.text(of: image, as: .paletteBlocks, columns: 80)
        == "\u{1B}[38;5;16;48;5;244m▀\u{1B}[38;5;231m▀\u{1B}[0m\n"
        + "\u{1B}[38;5;233;49m▀\u{1B}[38;5;231m▀\u{1B}[0m\n")
  }

  /// Every grey is shown by the nearest of 16 (black), 231 (white) and the steps 8, 18 … 238.
  @Test func thePaletteColourIsTheNearest() throws {
    let steps = [(16, 0), (231, 255)] + (0..<24).map { (232 + $0, 8 + 10 * $0) }
    let pattern = #/\[38;5;(\d+);49m/#
    for gray in 0...255 {
      let text = TerminalPicture.text(
        of: GrayImage(width: 1, height: 1, filledWith: UInt8(gray)), as: .paletteBlocks, columns: 9)
      let match = try #require(text.firstMatch(of: pattern))
      let shown = try #require(steps.first { "\($0.0)" == match.1 })
      let best = steps.map { abs($0.1 - gray) }.min() ?? 0
      #expect(abs(shown.1 - gray) == best, "grey \(gray) as \(shown)")
    }
  }

  @Test func asciiIsSevenBitAndNeedsNoEscape() {
    let ramp = GrayImage(width: 10, height: 2, pixels: (0..<20).map { UInt8($0 % 10 * 28) })
    let text = TerminalPicture.text(of: ramp, as: .ascii, columns: 80)
    #expect(text == " .:-=+*#%@\n")
    #expect(
      TerminalPicture.text(of: noise(width: 50, height: 50), as: .ascii, columns: 80)
        .utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) })
  }

  @Test func widthAndHeightAreKept() {
    let wide = noise(width: 298, height: 298)
    for columns in [1, 7, 20, 80, 298, 400] {
      let text = TerminalPicture.text(of: wide, as: .trueColorBlocks, columns: columns)
      let lines = text.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count(where: { $0 == "▀" }) == min(columns, 298) })
      #expect(lines.count == (min(columns, 298) + 1) / 2)
      let low = TerminalPicture.text(of: wide, as: .ascii, columns: columns, rows: 5)
      #expect(low.split(separator: "\n", omittingEmptySubsequences: false).count <= 6)
    }
  }

  @Test func kittyGetsThePNGInPieces() throws {
    let picture = noise(width: 100, height: 120)
    let text = TerminalPicture.text(of: picture, as: .kitty, columns: 50)
    #expect(text.hasPrefix("\u{1B}_Ga=T,f=100,q=2,c=50,r=30,m=1;"))
    #expect(text.hasSuffix("\u{1B}\\\n"))
    let pieces = text.split(separator: "\u{1B}\\").dropLast()
    var encoded = ""
    for (index, piece) in pieces.enumerated() {
      let parts = piece.split(separator: ";", maxSplits: 1)
      #expect(parts[0].hasSuffix(index == pieces.count - 1 ? "m=0" : "m=1"))
      #expect(parts[0].contains("q=2"), "the terminal must not answer")
      #expect(parts[1].count <= 4096)
      encoded += parts[1]
    }
    let png = try #require(Data(base64Encoded: encoded))
    let shown = try PNGFile.decoded(Array(png), path: "kitty")
    #expect(shown == picture.enlarged(by: 2))
  }

  @Test func itermGetsThePNGInOne() throws {
    let text = TerminalPicture.text(of: noise(width: 28, height: 28), as: .iterm, columns: 80)
    let head = "\u{1B}]1337;File=inline=1;width=28;height=14;preserveAspectRatio=1:"
    #expect(text.hasPrefix(head))
    #expect(text.hasSuffix("\u{07}\n"))
    let png = try #require(Data(base64Encoded: String(text.dropFirst(head.count).dropLast(2))))
    #expect(try PNGFile.decoded(Array(png), path: "iterm").width == 252)
  }

  /// Draws the sixels as a terminal would.
  @Test func sixelsDrawThePicture() throws {
    let picture = noise(width: 5, height: 3)
    let text = TerminalPicture.text(of: picture, as: .sixel, columns: 80)
    #expect(text.hasPrefix("\u{1B}Pq\"1;1;40;24#0;2;0;0;0#1;"))
    #expect(text.hasSuffix("\u{1B}\\\n"))
    let body = text.dropFirst(3).dropLast(3)
    var palette: [Int: Int] = [:]
    var canvas = [[Int]](repeating: [Int](repeating: -1, count: 40), count: 24)
    let token = #/"[\d;]+|#(\d+);2;(\d+);\d+;\d+|#(\d+)|!(\d+)([?-~])|([?-~$\-])/#
    var (color, column, top) = (0, 0, 0)
    for match in body.matches(of: token) {
      if let index = match.1, let percent = match.2 {
        palette[Int(index) ?? 0] = Int(percent) ?? 0
      } else if let index = match.3 {
        color = Int(index) ?? 0
      } else if match.6 == "$" {
        column = 0
      } else if match.6 == "-" {
        (column, top) = (0, top + 6)
      } else if let character = (match.5 ?? match.6)?.unicodeScalars.first {
        for _ in 0..<(match.4.flatMap { Int($0) } ?? 1) {
          for bit in 0..<6 where (character.value - 63) >> bit & 1 == 1 {
            canvas[top + bit][column] = color
          }
          column += 1
        }
      }
    }
    for row in 0..<24 {
      for column in 0..<40 {
        let gray = Int(picture[row: row / 8, column: column / 8])
        let shown = (palette[canvas[row][column]] ?? -1000) * 255 / 100
        #expect(abs(shown - gray) <= 6, "row \(row), column \(column)")
      }
    }
  }

  @Test func nothingIsNothing() {
    for way in PictureProtocol.allCases {
      #expect(TerminalPicture.text(of: GrayImage(width: 0, height: 0), as: way, columns: 80) == "")
    }
    #expect(TerminalPicture.text(of: image, as: .none, columns: 80) == "")
  }
}
