// Sixels: bands of six pixel rows; in each band, for each colour, which of the six are set in every
// column.
extension TerminalPicture {
  /// As many as a VT340 has.
  private static let fewestColors = 16
  /// More greys than anybody sees.
  private static let mostColors = 64

  /// - Parameter colors: how many the terminal has; those of a VT340 where that is not known.
  static func sixel(_ picture: GrayImage, colors: Int?) -> String {
    let levels = min(mostColors, max(2, colors ?? fewestColors))
    let level = { (row: Int, column: Int) in
      (Int(picture[row: row, column: column]) * (levels - 1) + 127) / 255
    }
    var text = "\u{1B}Pq\"1;1;\(picture.width);\(picture.height)"
    for index in 0..<levels {
      let percent = (index * 100 + (levels - 1) / 2) / (levels - 1)
      text += "#\(index);2;\(percent);\(percent);\(percent)"
    }
    for top in stride(from: 0, to: picture.height, by: 6) {
      let rows = top..<min(top + 6, picture.height)
      var masks = [[UInt8]](repeating: [], count: levels)
      for row in rows {
        for column in 0..<picture.width {
          let index = level(row, column)
          if masks[index].isEmpty { masks[index] = [UInt8](repeating: 0, count: picture.width) }
          masks[index][column] |= 1 << (row - top)
        }
      }
      // `$` goes back to the start of the band, `-` on to the next band: none below the last one, which
      // could move the whole screen.
      if top > 0 { text += "-" }
      text += masks.indices.filter { !masks[$0].isEmpty }
        .map { "#\($0)\(runs(masks[$0]))" }.joined(separator: "$")
    }
    return text + "\u{1B}\\\n"
  }

  /// The characters `?` to `~` for the six bits, repeated ones as `!count character`.
  private static func runs(_ masks: [UInt8]) -> String {
    var text = ""
    var start = 0
    while start < masks.count {
      let end = masks[start...].firstIndex { $0 != masks[start] } ?? masks.count
      let character = String(UnicodeScalar(63 + masks[start]))
      let count = end - start
      text += count > 3 ? "!\(count)\(character)" : String(repeating: character, count: count)
      start = end
    }
    return text
  }
}
