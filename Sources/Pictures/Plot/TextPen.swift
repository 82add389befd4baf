/// The characters and colours that a chart in text is drawn with.
struct TextPen {
  let usesUnicode: Bool
  let colors: TextColors?
  /// Whether a series is drawn with a character of its own instead of Braille dots.
  let hasMarkers: Bool

  var side: String { usesUnicode ? "│" : "|" }
  var sideTick: String { usesUnicode ? "┤" : "+" }
  var corner: String { usesUnicode ? "└" : "+" }
  var bottom: String { usesUnicode ? "─" : "-" }
  var bottomTick: String { usesUnicode ? "┬" : "+" }
  var mark: String { usesUnicode ? "┊" : ":" }

  private static let markers = Array("*+ox#%@&")

  private func marker(of color: Int, isFaint: Bool) -> String {
    isFaint ? "." : String(Self.markers[color % Self.markers.count])
  }

  /// What stands before the name of a series.
  func sample(of color: Int) -> String {
    let sample = hasMarkers ? marker(of: color, isFaint: false) : "━"
    guard let colors else { return sample }
    return colors.series(color) + sample + TextColors.end
  }

  /// What stands behind, set back where there are colours.
  func pale(_ text: String) -> String {
    colors == nil || text.isEmpty ? text : TextColors.pale + text + TextColors.end
  }

  /// A cell of a row.
  enum Cell: Equatable {
    case empty
    case mark
    case curve(color: Int, isFaint: Bool, dots: UInt8)
  }

  /// A row of cells, without spaces at its end.
  func text(of row: [Cell]) -> String {
    var text = ""
    var current = ""
    for cell in row[..<((row.lastIndex { $0 != .empty } ?? -1) + 1)] {
      let (wanted, character) = drawing(of: cell)
      if let wanted, wanted != current {
        if !current.isEmpty { text += TextColors.end }
        text += wanted
        current = wanted
      }
      text += character
    }
    return current.isEmpty ? text : text + TextColors.end
  }

  /// What begins the colour of a cell, nil where it shows none, and its character.
  private func drawing(of cell: Cell) -> (color: String?, character: String) {
    switch cell {
    case .empty: (nil, " ")
    case .mark: (colors == nil ? "" : TextColors.pale, mark)
    case .curve(let color, let isFaint, let dots):
      (
        colors?.series(color, isFaint: isFaint) ?? "",
        hasMarkers ? marker(of: color, isFaint: isFaint) : String(DotCanvas.braille(dots))
      )
    }
  }
}
