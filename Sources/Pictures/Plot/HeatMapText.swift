extension HeatMap {
  /// The heat map as lines of text, each ended by a newline and at most `width` columns wide: one for
  /// each row, two parts of it in each column.
  ///
  /// - Parameters:
  ///   - width: in columns, at least 16.
  ///   - usesUnicode: axes of lines instead of seven-bit characters.
  ///   - colors: those of the terminal. Without any, or with eight, characters that get heavier show
  ///     the values.
  public func text(width: Int, usesUnicode: Bool, colors: TextColors? = nil) -> String {
    guard let bounds else { return emptyText + "\n" }
    let width = max(16, width)
    let colors = usesUnicode && colors?.depth != .eight ? colors : nil
    let pen = TextPen(usesUnicode: usesUnicode, colors: colors, hasMarkers: false)
    let frame = TextFrame(
      width: width, labelWidth: rows.map(\.name.count).max() ?? 0, x: bounds.x)
    var lines = title.map { [String($0.prefix(width))] } ?? []
    for row in rows {
      lines.append(
        frame.head(row.name, pen)
          + band(columns: frame.columns, colors) { shares(of: row, columns: $0, bounds) })
    }
    lines += [frame.axis(pen), frame.labels(horizontalLabel)]
    // What the colours are: a bar with labels below it.
    let columns = min(frame.columns, 40)
    let margin = String(repeating: " ", count: frame.labelWidth + 1)
    lines.append(
      margin
        + band(columns: columns, colors) { count in
          (0..<count).map { (Double($0) + 0.5) / Double(count) }
        })
    let ticks = scale(bounds, room: max(4, columns / 7)).ticks.map { tick in
      (
        frame.labelWidth + 1 + Int(bounds.y.share(of: tick.value) * Double(columns - 1)),
        tick.label
      )
    }
    lines.append(TextFrame.line(of: ticks, width: width))
    return lines.map { $0 + "\n" }.joined()
  }

  /// From the lowest value to the highest; nothing is a gap.
  private static let shades = Array(".:-=+*#%@")

  /// A line of colours, two to a column, or of characters; without spaces at its end.
  ///
  /// - Parameter parts: as many shares of the scale as it is asked for.
  private func band(
    columns: Int, _ colors: TextColors?, parts: (_ count: Int) -> [Double?]
  ) -> String {
    guard let colors else {
      var line = parts(columns).map { share -> Character in
        guard let share else { return " " }
        return Self.shades[min(Self.shades.count - 1, Int(share * Double(Self.shades.count)))]
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    let shares = parts(2 * columns)
    var text = ""
    var current = ""
    for column in 0..<columns {
      let (left, right) = (shares[2 * column], shares[2 * column + 1])
      // Half of a cell in the colour of letters, the other one in that of the ground.
      let (letter, ground) = left == nil ? (right, nil) : (left, right)
      let wanted = [(letter, 38, "39"), (ground, 48, "49")].map { share, layer, none in
        share.map { colors.parameters(of: HeatColors.color($0), layer: layer) } ?? none
      }.joined(separator: ";")
      if wanted != current { text += "\u{1B}[\(wanted)m" }
      current = wanted
      text += letter == nil ? " " : left == nil ? "▐" : "▌"
    }
    return text + TextColors.end
  }
}
