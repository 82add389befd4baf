/// How large the images of a sheet are in some room, and how many are beside each other.
struct SheetLayout {
  let sheet: Sheet
  /// Of an image, in the units of the room.
  let width: Int
  /// Of an image, in the units of the room.
  let height: Int

  /// - Parameters:
  ///   - whole: the sheet.
  ///   - bounds: in rows and columns.
  ///   - room: the width of the room in its units.
  ///   - unitsPerRow: how many are in a row of the terminal.
  ///   - gap: between images, in units.
  ///   - legible: the width from which on one knows what is on an image.
  init(
    _ whole: Sheet, in bounds: PictureRoom, width room: Int, unitsPerRow: Int, gap: Int,
    legible: Int
  ) {
    let (across, down) = (whole.images[0].width, whole.images[0].height)
    // Of more than ten images one wants to see all at once.
    let enough = min(legible / (whole.images.count > 10 ? 2 : 1), max(across, legible / 2))
    func widest(in sheet: Sheet) -> Int {
      max(1, (room - (sheet.columns - 1) * gap) / sheet.columns)
    }
    let sheets = (1...whole.columns).lazy.map { rows in
      whole.wrapped(to: (whole.columns + rows - 1) / rows)
    }
    let sheet = sheets.first { widest(in: $0) >= enough } ?? whole.usual
    func highest(in rows: Int) -> Int {
      let labels = sheet.labels.count { !$0.isEmpty }
      let height = ((rows - labels) * unitsPerRow - (sheet.rows - 1) * gap) / sheet.rows
      return max(1, height * across / down)
    }
    var width = widest(in: sheet)
    if let rows = bounds.comfortableRows {
      width = min(width, max(highest(in: rows), enough))
    }
    if let rows = bounds.rows { width = min(width, highest(in: rows)) }
    if width > across { width -= width % across }
    self.sheet = sheet
    self.width = width
    height = max(1, (down * width + across / 2) / across)
  }
}
