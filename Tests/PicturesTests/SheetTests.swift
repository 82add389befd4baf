import Pictures
import TensorEngine
import Testing

@Suite struct SheetTests {
  /// Ten images of one grey each.
  private func greys(_ count: Int = 10, size: Int = 28) -> [GrayImage] {
    (0..<count).map { GrayImage(width: size, height: size, filledWith: UInt8(100 + $0)) }
  }
  private let digits = (0..<10).map { "\($0)" }

  /// The lines of a sheet as half blocks without their colours.
  private func lines(_ sheet: Sheet, columns: Int, rows: Int? = nil) -> [String] {
    TerminalPicture.text(
      of: sheet, as: .trueColorBlocks,
      in: PictureRoom(columns: columns, rows: rows, comfortableRows: 20)
    ).replacing(#/\u{1B}\[[0-9;]*m/#, with: "").split(separator: "\n").map(String.init)
  }

  @Test func aWindowIsFilledAndNotMore() {
    let row = Sheet(greys(), columns: 10, labels: digits)
    for columns in [20, 79, 99, 119, 200, 400] {
      let shown = lines(row, columns: columns)
      let widest = shown.map(\.count).max() ?? 0
      #expect(widest <= columns)
      #expect(widest > columns * 2 / 3, "\(columns): \(widest)")
      // Each digit stands once, in order.
      #expect(shown.joined().filter(\.isNumber) == "0123456789")
    }
    #expect(lines(row, columns: 79).count == 18, "two rows of five")
    #expect(lines(row, columns: 200).count == 11, "one of ten")
    for rows in [4, 9, 16] { #expect(lines(row, columns: 79, rows: rows).count <= rows) }
  }

  /// The label of each column is over the middle of its images, and gaps are of another grey.
  @Test func labelsAreOverTheirColumns() throws {
    let sheet = Sheet(greys(20), columns: 10, labels: digits)
    let text = TerminalPicture.text(
      of: sheet, as: .trueColorBlocks, in: PictureRoom(columns: 79))
    let rows = text.split(separator: "\n").map(String.init)
    let heads = Array(rows[0])
    var (columns, grey): ([Int], Int) = ([], 0)
    for match in rows[1].matches(of: #/(?:\u{1B}\[38;2;(\d+)[0-9;]*m)?▀/#) {
      if let number = match.1 { grey = Int(number) ?? 0 }
      columns.append(grey)
    }
    #expect(columns.count == 79)
    for digit in 0..<10 {
      let place = try #require(heads.firstIndex(of: Character("\(digit)")))
      #expect(columns[place] == 100 + digit)
      #expect(columns[place - 3...place + 3].allSatisfy { $0 == 100 + digit }, "the middle of 7")
      if digit > 0 { #expect(columns[place - 4] == 80, "the gap") }
    }
  }

  /// As a picture every pixel of an image is a square, with white between and the labels above.
  @Test func aFileHasTheLabelsToo() {
    let sheet = Sheet(greys(20), columns: 10, labels: digits)
    #expect(sheet.readableScale == 3)
    let image = sheet.image(.paper(scale: 3))
    #expect(image.width == 10 * 84 + 9 * 6 + 2 * 6)
    let below = image.height - 6 - 84 - 6 - 84
    for (column, grey) in (100..<110).enumerated() {
      let x = 6 + column * 90
      #expect(image[row: below, column: x] == UInt8(grey))
      #expect(image[row: below + 83, column: x + 83] == UInt8(grey))
      #expect(image[row: below + 90, column: x] == UInt8(grey + 10))
      #expect(image[row: below + 40, column: x + 84] == 255)
      // Something dark is written above, and only in the middle.
      func darkest(_ columns: Range<Int>) -> UInt8 {
        columns.flatMap { column in (0..<below - 1).map { image[row: $0, column: column] } }.min()
          ?? 0
      }
      #expect(darkest(x + 30..<x + 54) < 100)
      #expect(darkest(x..<x + 20) == 255)
    }
  }

  /// Without labels it is what `ImageGrid` makes, pixel by pixel.
  @Test func bareSheetsAreGrids() {
    var random = RandomStream(seed: 1, purpose: .user)
    let images = random.uniform(-1, 1, shape: [12, 5, 7, 1])
    #expect(
      Sheet(of: images, columns: 4).image(.bare(gap: 2))
        == ImageGrid(rows: 3, columns: 4, gap: 2).image(of: images))
  }

  @Test func oneRowIsBrokenEvenly() {
    let sheet = Sheet(greys(7), columns: 7, labels: ["a", "b", "c", "d", "e", "f", "g"])
    #expect(sheet.wrapped(to: 5).columns == 4)
    #expect(sheet.wrapped(to: 5).rows == 2)
    #expect(sheet.wrapped(to: 7) == sheet)
    #expect(sheet.wrapped(to: 0).columns == 1)
    // Rows that mean something stay.
    #expect(Sheet(greys(20), columns: 10).wrapped(to: 5).columns == 10)
  }

  /// In the pixels of the terminal: whole factors, no wider than the window or than its sixels.
  @Test func picturesOfATerminalAreEnlargedByWholeFactors() {
    let sheet = Sheet(greys(), columns: 10, labels: digits)
    let pixels = TerminalPixels(
      cellSize: PixelSize(width: 10, height: 20), largestSixel: PixelSize(width: 640, height: 400))
    let room = PictureRoom(columns: 99, comfortableRows: 20, pixels: pixels)
    let kitty = TerminalPicture.picture(of: sheet, as: .kitty, in: room)
    #expect(kitty.width == 10 * 84 + 11 * 4, "three times 28, and gaps")
    let sixel = TerminalPicture.picture(of: sheet, as: .sixel, in: room)
    #expect(sixel.width == 10 * 56 + 11 * 4)
    // A large picture is made smaller.
    let large = Sheet(GrayImage(width: 5000, height: 100, filledWith: 7))
    let shrunk = TerminalPicture.picture(of: large, as: .sixel, in: room)
    #expect(shrunk.width <= 640 && shrunk.width > 600)
    // No window makes one that cannot be written.
    let wide = PictureRoom(
      columns: 60_000, rows: 4, pixels: .init(cellSize: PixelSize(width: 8, height: 16)))
    let strip = Sheet(GrayImage(width: 20_000, height: 2, filledWith: 7))
    #expect(TerminalPicture.picture(of: strip, as: .kitty, in: wide).width <= 16_384)
  }

  /// Names of any length keep within their columns.
  @Test func longLabelsAreCut() {
    let names = ["T-shirt/top"] + [String](repeating: "Ankle boot or so", count: 9)
    let sheet = Sheet(greys(20), columns: 10, labels: names)
    let head = lines(sheet, columns: 79)[0]
    #expect(head.count <= 79)
    #expect(head.hasPrefix("T-shirt Ankle b Ankle b"))
    #expect(sheet.image(.paper(scale: 1)).width == 10 * 28 + 11 * 2)
  }
}
