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

  private let known = PictureRoom(
    columns: 50, pixels: TerminalPixels(cellSize: PixelSize(width: 9, height: 20), sixelColors: 256)
  )

  /// Decodes what a terminal of the protocol gets: the picture, pixel by pixel.
  @Test func kittyGetsThePNGInPieces() throws {
    let picture = noise(width: 100, height: 120)
    let text = TerminalPicture.text(of: picture, as: .kitty, columns: 50)
    #expect(text.hasPrefix("\u{1B}_Ga=T,f=100,q=2,c=13,r=8,m=1;"), "of 8x16 pixels each")
    #expect(text.hasSuffix("\u{1B}\\\n"))
    #expect(try decodedKitty(text) == picture)
    // Where the pixels of the screen are known, each is one of the picture.
    let exact = TerminalPicture.text(of: picture, as: .kitty, in: known)
    #expect(exact.hasPrefix("\u{1B}_Ga=T,f=100,q=2,m=1;"))
    #expect(try decodedKitty(exact) == picture)
    // What is too wide is made smaller.
    let wide = TerminalPicture.text(of: noise(width: 900, height: 90), as: .kitty, in: known)
    #expect(try decodedKitty(wide).width == 450)
  }

  private func decodedKitty(_ text: String) throws -> GrayImage {
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
    return try PNGFile.decoded(Array(png), path: "kitty")
  }

  @Test func itermGetsThePNGInOne() throws {
    let picture = noise(width: 100, height: 50)
    let text = TerminalPicture.text(of: picture, as: .iterm, in: known)
    let head = "\u{1B}]1337;File=inline=1;width=12;height=3;preserveAspectRatio=1:"
    #expect(text.hasPrefix(head))
    #expect(text.hasSuffix("\u{07}\n"))
    let png = try #require(Data(base64Encoded: String(text.dropFirst(head.count).dropLast(2))))
    #expect(try PNGFile.decoded(Array(png), path: "iterm") == picture)
  }

  /// Draws the sixels as a terminal would: a pixel each.
  @Test(arguments: [nil, 16, 4, 1024]) func sixelsDrawThePicture(colors: Int?) throws {
    let picture = noise(width: 40, height: 25)
    var room = known
    room.pixels.sixelColors = colors
    let text = TerminalPicture.text(of: picture, as: .sixel, in: room)
    #expect(text.hasPrefix("\u{1B}Pq\"1;1;40;25#0;2;0;0;0#1;"))
    #expect(text.hasSuffix("\u{1B}\\\n"))
    let screen = try SixelScreen(text)
    // Those of a VT340 where nothing is known.
    #expect(screen.palette.count == min(64, colors ?? 16))
    #expect(!text.hasSuffix("-\u{1B}\\\n"), "nothing goes on below")
    for row in 0..<25 {
      for column in 0..<40 {
        let gray = Int(picture[row: row, column: column])
        let shown = screen.palette[screen.pixels[row][column]].map { $0 * 255 / 100 } ?? -1000
        #expect(abs(shown - gray) <= 255 / (2 * (screen.palette.count - 1)) + 3)
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

/// What a terminal makes of sixels.
private struct SixelScreen {
  /// By number, grey in percent.
  private(set) var palette: [Int: Int] = [:]
  /// Numbers of the palette, row by row; -1 where nothing was drawn.
  private(set) var pixels: [[Int]] = []

  init(_ text: String) throws {
    let size = try #require(text.firstMatch(of: #/"1;1;(\d+);(\d+)/#))
    let (width, height) = (Int(size.1) ?? 0, Int(size.2) ?? 0)
    pixels = Array(repeating: Array(repeating: -1, count: width), count: height)
    let token = #/"[\d;]+|#(\d+);2;(\d+);\d+;\d+|#(\d+)|!(\d+)([?-~])|([?-~$\-])/#
    var (color, column, top) = (0, 0, 0)
    for match in text.dropFirst(3).dropLast(3).matches(of: token) {
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
            pixels[top + bit][column] = color
          }
          column += 1
        }
      }
    }
  }
}
