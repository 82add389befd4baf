// Terminals that take a whole PNG file, base64-encoded, inside an escape sequence.
extension TerminalPicture {
  /// Pieces of at most 4096 bytes; `q=2` keeps the terminal from answering, for nobody would read
  /// it.
  static func kitty(_ image: GrayImage, size: (width: Int, height: Int)) -> String {
    guard let encoded = base64PNG(of: image) else { return "" }
    var text = ""
    var rest = encoded[...]
    while !rest.isEmpty {
      let piece = rest.prefix(4096)
      rest = rest.dropFirst(4096)
      let isFirst = text.isEmpty
      let keys = isFirst ? "a=T,f=100,q=2,c=\(size.width),r=\((size.height + 1) / 2)," : "q=2,"
      text += "\u{1B}_G\(keys)m=\(rest.isEmpty ? 0 : 1);\(piece)\u{1B}\\"
    }
    return text + "\n"
  }

  static func iterm(_ image: GrayImage, size: (width: Int, height: Int)) -> String {
    guard let encoded = base64PNG(of: image) else { return "" }
    let keys = "inline=1;width=\(size.width);height=\((size.height + 1) / 2);preserveAspectRatio=1"
    return "\u{1B}]1337;File=\(keys):\(encoded)\u{07}\n"
  }

  /// Enlarged, so that terminals that smooth what they stretch still show pixels.
  private static func base64PNG(of image: GrayImage) -> String? {
    let factor = max(1, 256 / max(image.width, image.height))
    guard let bytes = try? PNGFile.encoded(image.enlarged(by: factor)) else { return nil }
    return base64(bytes)
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
