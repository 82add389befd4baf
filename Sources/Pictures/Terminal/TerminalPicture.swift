/// A picture as text for a terminal: pure functions, which know no terminal.
///
/// As characters a pixel takes one column and half a row, so a 28x28 image is 28 columns wide and 14
/// rows high; as a real picture it takes a pixel. What is too wide or too high is scaled down.
public enum TerminalPicture {
  /// The text that shows a picture. It ends with a newline unless it is empty.
  ///
  /// - Parameters:
  ///   - image: grey.
  ///   - way: how the terminal shows pictures.
  ///   - room: what it may take.
  public static func text(
    of image: GrayImage, as way: PictureProtocol, in room: PictureRoom
  ) -> String {
    guard image.width > 0, image.height > 0, way != .none else { return "" }
    let size = fittingSize(of: image, as: way, in: room)
    let fitted = image.scaled(toWidth: size.width, height: size.height)
    switch way {
    case .trueColorBlocks: return blocks(fitted, color: trueColor)
    case .paletteBlocks: return blocks(fitted, color: paletteColor)
    case .ascii: return ascii(image, size: (size.width, size.height))
    case .sixel: return sixel(fitted, colors: room.pixels.sixelColors)
    case .kitty: return kitty(fitted, room.pixels)
    case .iterm: return iterm(fitted, room.pixels)
    case .none: return ""
    }
  }

  /// The same in so many columns and rows of a terminal of which no more is known.
  public static func text(
    of image: GrayImage, as way: PictureProtocol, columns: Int, rows: Int? = nil
  ) -> String {
    text(of: image, as: way, in: PictureRoom(columns: columns, rows: rows))
  }

  /// How many rows a picture takes.
  public static func rows(
    of image: GrayImage, as way: PictureProtocol, in room: PictureRoom
  ) -> Int {
    let unit = way.isGraphics ? room.pixels.cell.height : 2
    return (fittingSize(of: image, as: way, in: room).height + unit - 1) / unit
  }

  /// What tmux hands on to the terminal that it runs in, as it is there: each sequence by itself,
  /// because tmux takes only so much at once.
  ///
  /// https://github.com/tmux/tmux/wiki/FAQ#what-is-the-passthrough-escape-sequence-and-how-do-i-use-it
  public static func passedThroughTmux(_ text: String) -> String {
    let end = "\u{1B}\\"
    let sequences = (text.hasSuffix("\n") ? text.dropLast() : text[...])
      .split(separator: end, omittingEmptySubsequences: false)
    return sequences.enumerated().map { index, sequence in
      // One that ends otherwise can only be the last.
      let whole = index < sequences.count - 1 ? sequence + end : sequence
      guard !whole.isEmpty else { return "" }
      return "\u{1B}Ptmux;" + whole.replacing("\u{1B}", with: "\u{1B}\u{1B}") + end
    }.joined()
  }

  /// The size that fits: in pixels of the terminal, or of a column's width and half a row's height.
  private static func fittingSize(
    of image: GrayImage, as way: PictureProtocol, in room: PictureRoom
  ) -> PixelSize {
    let unit = way.isGraphics ? room.pixels.cell : PixelSize(width: 1, height: 2)
    let most = room.columns * unit.width
    var width = image.width
    var height = image.height
    if width > most {
      height = max(1, (height * most + width / 2) / width)
      width = most
    }
    if let rows = room.rows, height > rows * unit.height {
      width = max(1, (width * rows * unit.height + height / 2) / height)
      height = rows * unit.height
    }
    return PixelSize(width: width, height: height)
  }

  // Half blocks: the upper half of a cell in the foreground colour, the lower in the background
  // colour.

  private static func trueColor(_ gray: UInt8) -> String { "2;\(gray);\(gray);\(gray)" }

  /// The palette's grey steps are 8, 18, … 238 at 232 … 255, with black at 16 and white at 231.
  private static func paletteColor(_ gray: UInt8) -> String {
    if gray < 4 { return "5;16" }
    if gray > 246 { return "5;231" }
    return "5;\(232 + min(23, max(0, (Int(gray) - 3) / 10)))"
  }

  private static func blocks(_ image: GrayImage, color: (UInt8) -> String) -> String {
    var text = ""
    for row in stride(from: 0, to: image.height, by: 2) {
      var foreground = ""
      var background = ""
      for column in 0..<image.width {
        let upper = "38;" + color(image[row: row, column: column])
        // Below an odd last row is the terminal's own background.
        let lower =
          row + 1 < image.height ? "48;" + color(image[row: row + 1, column: column]) : "49"
        let changes = [upper == foreground ? nil : upper, lower == background ? nil : lower]
          .compactMap { $0 }
        if !changes.isEmpty { text += "\u{1B}[\(changes.joined(separator: ";"))m" }
        (foreground, background) = (upper, lower)
        text += "▀"
      }
      text += "\u{1B}[0m\n"
    }
    return text
  }

  /// From dark to light on a dark background.
  private static let shades = Array(" .:-=+*#%@")

  private static func ascii(_ image: GrayImage, size: (width: Int, height: Int)) -> String {
    let cells = image.scaled(toWidth: size.width, height: (size.height + 1) / 2)
    var text = ""
    for row in 0..<cells.height {
      var line = ""
      for column in 0..<cells.width {
        let shade = Int(cells[row: row, column: column]) * (shades.count - 1) + 127
        line.append(shades[shade / 255])
      }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}
