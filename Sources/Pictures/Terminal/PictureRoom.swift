/// The room that a picture has in a terminal.
public struct PictureRoom: Equatable, Sendable {
  /// The most columns that it may take.
  public var columns: Int
  /// The most rows that it may take; nil sets no bound.
  public var rows: Int?
  /// The rows beyond which nothing is enlarged; nil sets no bound.
  public var comfortableRows: Int?
  /// What is known of the terminal's pixels.
  public var pixels: TerminalPixels

  /// Room of at least one column.
  public init(
    columns: Int, rows: Int? = nil, comfortableRows: Int? = nil,
    pixels: TerminalPixels = TerminalPixels()
  ) {
    self.columns = max(1, columns)
    self.rows = rows.map { max(1, $0) }
    self.comfortableRows = comfortableRows.map { max(1, $0) }
    self.pixels = pixels
  }
}

/// What a terminal tells of its pixels.
public struct TerminalPixels: Equatable, Sendable {
  /// Of one character; nil where it is not known.
  public var cellSize: PixelSize?
  /// How many colours a sixel picture may have; nil where it is not known.
  public var sixelColors: Int?
  /// The largest sixel picture; nil where it is not known.
  public var largestSixel: PixelSize?

  /// What is known, or nothing.
  public init(
    cellSize: PixelSize? = nil, sixelColors: Int? = nil, largestSixel: PixelSize? = nil
  ) {
    self.cellSize = cellSize
    self.sixelColors = sixelColors
    self.largestSixel = largestSixel
  }

  /// Of one character; where it is not known the smallest usual one, so that no picture gets wider than it
  /// may be.
  var cell: PixelSize { cellSize ?? PixelSize(width: 8, height: 16) }
}

/// A width and a height in pixels, each at least 1.
public struct PixelSize: Equatable, Sendable {
  /// In pixels.
  public let width: Int
  /// In pixels.
  public let height: Int

  /// Of at least one pixel each.
  public init(width: Int, height: Int) {
    self.width = max(1, width)
    self.height = max(1, height)
  }

  /// What a terminal says that a character takes; nil where that cannot be.
  public init?(cellWidth width: Int, height: Int) {
    guard (1...256).contains(width), (1...256).contains(height) else { return nil }
    self.init(width: width, height: height)
  }
}
