extension TerminalPicture {
  /// The text that shows a sheet: as wide as the room allows, enlarged by whole factors, with the labels
  /// over the images. It ends with a newline unless it is empty.
  ///
  /// Images of one row are broken into as many rows as it takes to know what is on them.
  ///
  /// - Parameters:
  ///   - sheet: what is shown.
  ///   - way: how the terminal shows pictures.
  ///   - room: `rows` is never exceeded; images are not enlarged beyond `comfortableRows`.
  public static func text(of sheet: Sheet, as way: PictureProtocol, in room: PictureRoom) -> String
  {
    guard way != .none else { return "" }
    if way.isGraphics { return text(of: picture(of: sheet, as: way, in: room), as: way, in: room) }
    let layout = SheetLayout(
      sheet, in: room, width: room.columns, unitsPerRow: 2, gap: 1, legible: 14)
    return text(of: layout, as: way, columns: room.columns)
  }

  /// The sheet as the picture that fits, in the terminal's pixels.
  public static func picture(
    of sheet: Sheet, as way: PictureProtocol, in room: PictureRoom
  ) -> GrayImage {
    let largest = way == .sixel ? room.pixels.largestSixel : nil
    let cell = room.pixels.cell
    let gap = 4
    let width = min(largest?.width ?? .max, room.columns * cell.width, PNGFile.largestSide)
    let layout = SheetLayout(
      sheet, in: room, width: width - 2 * gap, unitsPerRow: cell.height, gap: gap, legible: 56)
    let scale = max(1, layout.width / sheet.images[0].width)
    let image = layout.sheet.image(
      Sheet.Style(
        scale: scale, gap: gap, page: 64, ink: 235, fontSize: Double(cell.height) * 0.85))
    let bound = min(largest?.height ?? .max, PNGFile.largestSide)
    // Where a pixel each is too many.
    let height = min(bound, room.rows.map { $0 * cell.height } ?? .max)
    let share = min(1, Double(width) / Double(image.width), Double(height) / Double(image.height))
    return image.scaled(
      toWidth: max(1, Int(Double(image.width) * share)),
      height: max(1, Int(Double(image.height) * share)))
  }

  /// Rows of images as characters, each below its labels.
  private static func text(
    of layout: SheetLayout, as way: PictureProtocol, columns: Int
  ) -> String {
    let sheet = layout.sheet
    let page: UInt8 = way == .ascii ? 0 : 80
    let width = sheet.columns * (layout.width + 1) - 1
    var text = ""
    var row = 0
    while row < sheet.rows {
      let labels = sheet.labels[row]
      if !labels.isEmpty { text += line(of: labels, width: layout.width) }
      // What has no labels stands right below.
      let end = (row + 1..<sheet.rows).first { !sheet.labels[$0].isEmpty } ?? sheet.rows
      var band = GrayImage(
        width: width, height: (end - row) * (layout.height + 1) - 1, filledWith: page)
      for index in row * sheet.columns..<min(end * sheet.columns, sheet.images.count) {
        band.put(
          sheet.images[index].scaled(toWidth: layout.width, height: layout.height),
          row: (index / sheet.columns - row) * (layout.height + 1),
          column: index % sheet.columns * (layout.width + 1))
      }
      text += self.text(of: band, as: way, in: PictureRoom(columns: columns))
      row = end
    }
    return text
  }

  /// Each label in the middle of its column.
  private static func line(of labels: [String], width: Int) -> String {
    var line = ""
    for (column, label) in labels.enumerated() {
      let shown = label.prefix(max(1, width))
      let start = column * (width + 1) + (width - shown.count) / 2
      line += String(repeating: " ", count: max(0, start - line.count)) + shown
    }
    return line + "\n"
  }
}
