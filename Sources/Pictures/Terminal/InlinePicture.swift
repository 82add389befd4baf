// Terminals that take a whole PNG file, base64-encoded, inside an escape sequence.
extension TerminalPicture {
  /// Pieces of at most 4096 bytes; `q=2` keeps the terminal from answering, for nobody would read
  /// it. Where the size of a character is known each pixel is one of the screen; otherwise the terminal
  /// is told how many columns and rows to fill.
  static func kitty(_ image: GrayImage, _ pixels: TerminalPixels) -> String {
    guard let encoded = base64PNG(of: image) else { return "" }
    var text = ""
    var rest = encoded[...]
    let (columns, rows) = cells(of: image, pixels)
    let size = pixels.cellSize == nil ? "c=\(columns),r=\(rows)," : ""
    while !rest.isEmpty {
      let piece = rest.prefix(4096)
      rest = rest.dropFirst(4096)
      let isFirst = text.isEmpty
      let keys = isFirst ? "a=T,f=100,q=2,\(size)" : "q=2,"
      text += "\u{1B}_G\(keys)m=\(rest.isEmpty ? 0 : 1);\(piece)\u{1B}\\"
    }
    return text + "\n"
  }

  /// In columns and rows: its pixels are not always those of the screen.
  static func iterm(_ image: GrayImage, _ pixels: TerminalPixels) -> String {
    guard let encoded = base64PNG(of: image) else { return "" }
    let (columns, rows) = cells(of: image, pixels)
    let keys = "inline=1;width=\(columns);height=\(rows);preserveAspectRatio=1"
    return "\u{1B}]1337;File=\(keys):\(encoded)\u{07}\n"
  }

  /// How many columns and rows a picture covers at least in part.
  private static func cells(
    of image: GrayImage, _ pixels: TerminalPixels
  ) -> (columns: Int, rows: Int) {
    let cell = pixels.cell
    return (
      (image.width + cell.width - 1) / cell.width, (image.height + cell.height - 1) / cell.height
    )
  }

  private static func base64PNG(of image: GrayImage) -> String? {
    (try? PNGFile.encoded(image)).map(base64)
  }

  /// RFC 4648, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let word = (0..<3).reduce(UInt32(0)) { word, index in
        word << 8 | (index < group.count ? UInt32(group[start + index]) : 0)
      }
      for index in 0..<4 {
        let digit = digits[Int(word >> (18 - 6 * index) & 63)]
        text.append(index <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
