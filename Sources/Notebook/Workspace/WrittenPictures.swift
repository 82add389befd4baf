import Pictures

extension Workspace {
  /// Writes a picture to a file, whose folder is made, and tells it.
  ///
  /// - Parameters:
  ///   - file: as the user wrote it; it ends in .png.
  ///   - what: what the picture is, in words.
  func write(_ picture: GrayImage, to file: String, what: String) throws {
    let path = surroundings.resolve(file)
    try OutputFolder.make(for: path)
    try PNGFile.write(picture, to: path)
    output.emit(.text("\(file): \(what)"))
  }

  /// The same with a sheet, at a size at which it is looked at.
  func write(_ sheet: Sheet, to file: String, what: String) throws {
    let scale = min(sheet.readableScale, Self.largestScale)
    try write(sheet.image(.paper(scale: scale)), to: file, what: what)
  }

  /// What single digits are enlarged by at most.
  private static let largestScale = 4
}
