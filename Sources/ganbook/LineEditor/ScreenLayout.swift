import CEditLine

/// Where text comes to stand on a screen that wraps at its last column.
package enum ScreenLayout {
  /// The row, counted from the first of `text`, on which its end stands.
  package static func rows(before text: String, columns: Int) -> Int {
    let columns = max(columns, 1)
    var row = 0
    var column = 0
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        row += 1
        column = 0
        continue
      }
      let width = width(of: scalar)
      if column + width > columns {
        row += 1
        column = 0
      }
      column += width
    }
    // A cursor behind the last column waits at the start of the next row.
    return column == columns ? row + 1 : row
  }

  package static func width(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// Without its control sequences (ECMA-48: ESC, `[`, then up to the first character from `@` on).
  package static func visibleWidth(of text: String) -> Int {
    var width = 0
    var sequence = ""
    for scalar in text.unicodeScalars {
      if sequence.isEmpty, scalar != "\u{1B}" {
        width += Self.width(of: scalar)
      } else if sequence.count < 2 || scalar.value < 0x40 {
        sequence.unicodeScalars.append(scalar)
      } else {
        sequence = ""
      }
    }
    return width
  }

  /// The longest beginning that fits.
  package static func prefix(of text: String, columns: Int) -> String {
    var used = 0
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      used += width(of: scalar)
      if used > columns { break }
      scalars.append(scalar)
    }
    return String(scalars)
  }

  static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 2 : 1 }
    return max(Int(ceditor_width(wchar_t(truncatingIfNeeded: scalar.value))), 0)
  }
}
