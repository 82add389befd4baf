/// A chart that can be written as a file.
protocol FileChart {
  func draw(on surface: inout some ChartSurface)
}

extension FileChart {
  func encodedPNG(width: Int, height: Int) throws(PictureError) -> [UInt8] {
    try Self.checkSize(width: width, height: height)
    var surface = PixelSurface(width: width, height: height)
    draw(on: &surface)
    return try PNGFile.encoded(surface.canvas)
  }

  func document(width: Int, height: Int) throws(PictureError) -> String {
    try Self.checkSize(width: width, height: height)
    var surface = SVGSurface(width: width, height: height)
    draw(on: &surface)
    return surface.document
  }

  func save(to path: String, width: Int?, height: Int?) throws(PictureError) {
    let isSVG = path.lowercased().hasSuffix(".svg")
    let bytes =
      isSVG
      ? Array(try document(width: width ?? 960, height: height ?? 540).utf8)
      : try encodedPNG(width: width ?? 1920, height: height ?? 1080)
    try PNGFile.save([(path, bytes)])
  }

  private static func checkSize(width: Int, height: Int) throws(PictureError) {
    guard (120...PNGFile.largestSide).contains(width), (120...PNGFile.largestSide).contains(height)
    else {
      throw .cannotEncode(
        width: width, height: height,
        reason: "each side of a plot must be from 120 to \(PNGFile.largestSide)")
    }
  }
}

extension LinePlot: FileChart {
  /// The bytes of a PNG file with the plot. Text grows with the height.
  ///
  /// - Parameters:
  ///   - width: in pixels, 120 to 16384.
  ///   - height: in pixels, 120 to 16384.
  public func png(width: Int = 1920, height: Int = 1080) throws(PictureError) -> [UInt8] {
    try encodedPNG(width: width, height: height)
  }

  /// The plot as an SVG document of its own.
  ///
  /// - Parameters:
  ///   - width: in pixels, 120 to 16384.
  ///   - height: in pixels, 120 to 16384.
  public func svg(width: Int = 960, height: Int = 540) throws(PictureError) -> String {
    try document(width: width, height: height)
  }

  /// Writes a PNG or an SVG file, by the end of the name; PNG for any other.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - width: in pixels; the usual one of the format where nil.
  ///   - height: in pixels; the usual one of the format where nil.
  public func write(
    to path: String, width: Int? = nil, height: Int? = nil
  ) throws(PictureError) {
    try save(to: path, width: width, height: height)
  }
}

extension HeatMap: FileChart {
  /// The bytes of a PNG file with the heat map. Text grows with the height.
  ///
  /// - Parameters:
  ///   - width: in pixels, 120 to 16384.
  ///   - height: in pixels, 120 to 16384.
  public func png(width: Int = 1920, height: Int = 1080) throws(PictureError) -> [UInt8] {
    try encodedPNG(width: width, height: height)
  }

  /// The heat map as an SVG document of its own.
  ///
  /// - Parameters:
  ///   - width: in pixels, 120 to 16384.
  ///   - height: in pixels, 120 to 16384.
  public func svg(width: Int = 960, height: Int = 540) throws(PictureError) -> String {
    try document(width: width, height: height)
  }

  /// Writes a PNG or an SVG file, by the end of the name; PNG for any other.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - width: in pixels; the usual one of the format where nil.
  ///   - height: in pixels; the usual one of the format where nil.
  public func write(
    to path: String, width: Int? = nil, height: Int? = nil
  ) throws(PictureError) {
    try save(to: path, width: width, height: height)
  }
}
