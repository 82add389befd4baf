import TensorEngine

/// Images in rows and columns that may have labels above them: laid out for where it is shown.
public struct Sheet: Sendable, Equatable {
  /// Row by row, all of one size.
  public let images: [GrayImage]
  /// How many images are beside each other.
  public let columns: Int
  /// By row, what stands above each image; a row without any is empty.
  let labels: [[String]]

  /// A sheet of at least one image, all of one size, of at least a pixel; the process stops otherwise.
  ///
  /// - Parameters:
  ///   - images: row by row.
  ///   - columns: how many are beside each other.
  ///   - labels: one for each column; empty for none.
  public init(_ images: [GrayImage], columns: Int, labels: [String] = []) {
    self.init(images, columns: columns, labelsByRow: labels.isEmpty ? [] : [labels])
  }

  private init(_ images: [GrayImage], columns: Int, labelsByRow labels: [[String]]) {
    require(
      !images.isEmpty && columns > 0 && images[0].width > 0 && images[0].height > 0
        && images.allSatisfy { $0.width == images[0].width && $0.height == images[0].height },
      "Sheet: \(images.count) images, \(columns) columns")
    self.images = images
    self.columns = min(columns, images.count)
    let rows = (images.count + self.columns - 1) / self.columns
    self.labels = (0..<rows).map { $0 < labels.count ? labels[$0] : [] }
  }

  /// A sheet of images [n, height, width, 1] in [-1, 1].
  public init(of images: Tensor, columns: Int, labels: [String] = []) {
    self.init(GrayImage.images(of: images), columns: columns, labels: labels)
  }

  /// A single image.
  public init(_ image: GrayImage) { self.init([image], columns: 1) }

  /// How many images are below each other.
  public var rows: Int { labels.count }

  /// A sheet of one row broken into more, so that at most so many images are beside each other and the
  /// rows are as even as can be; another sheet as it is.
  public func wrapped(to most: Int) -> Sheet {
    guard rows == 1, columns > max(1, most) else { return self }
    let rows = (columns + max(1, most) - 1) / max(1, most)
    let columns = (self.columns + rows - 1) / rows
    let labels =
      self.labels[0].isEmpty
      ? []
      : stride(from: 0, to: self.columns, by: columns).map {
        Array(self.labels[0].dropFirst($0).prefix(columns))
      }
    return Sheet(images, columns: columns, labelsByRow: labels)
  }

  /// Up to ten images of one row in rows of five, more in rows of ten.
  public var usual: Sheet { wrapped(to: images.count > 10 ? 10 : 5) }

  /// What is around the images of a sheet, in pixels and greys.
  public struct Style: Sendable, Equatable {
    /// Each pixel of an image as a square of so many.
    public let scale: Int
    /// Pixels between neighbouring images.
    public let gap: Int
    /// The grey between the images.
    public let page: UInt8
    /// The grey of the labels.
    public let ink: UInt8
    /// The size of the labels' type, in pixels; without labels where nil.
    public let fontSize: Double?

    /// A style of one's own.
    public init(scale: Int, gap: Int, page: UInt8, ink: UInt8, fontSize: Double?) {
      self.scale = max(1, scale)
      self.gap = max(0, gap)
      self.page = page
      self.ink = ink
      self.fontSize = fontSize
    }

    /// The images alone, with black between them.
    public static func bare(gap: Int) -> Style {
      Style(scale: 1, gap: gap, page: 0, ink: 0, fontSize: nil)
    }

    /// Black on white paper.
    ///
    /// - Parameters:
    ///   - scale: each pixel of an image as a square of so many.
    ///   - gap: between images, in pixels of an image.
    public static func paper(scale: Int, gap: Int = 2) -> Style {
      Style(
        scale: scale, gap: gap * scale, page: 255, ink: 0,
        fontSize: Double(min(28, max(11, 5 * scale))))
    }
  }

  /// The factor by which a sheet is about a thousand pixels wide.
  public var readableScale: Int { max(1, 1100 / (columns * images[0].width)) }

  /// The sheet as one picture, with a margin around it where it has labels.
  public func image(_ style: Style) -> GrayImage {
    let font = labels.allSatisfy(\.isEmpty) ? nil : style.fontSize.map { fittingFont($0, style) }
    let (width, height) = (images[0].width * style.scale, images[0].height * style.scale)
    let margin = font == nil ? 0 : max(2, style.gap)
    let labelHeight = font.map { Int(($0.capHeight * 2).rounded(.up)) } ?? 0
    var top = margin
    let tops = labels.map { row in
      defer { top += height + style.gap }
      if font != nil, !row.isEmpty { top += labelHeight }
      return top
    }
    var picture = GrayImage(
      width: columns * (width + style.gap) - style.gap + 2 * margin,
      height: top - style.gap + margin, filledWith: style.page)
    for (index, image) in images.enumerated() {
      picture.put(
        image.enlarged(by: style.scale), row: tops[index / columns],
        column: margin + index % columns * (width + style.gap))
    }
    guard let font else { return picture }
    for (row, labels) in labels.enumerated() {
      for (column, label) in labels.prefix(columns).enumerated() {
        picture.draw(
          Self.cut(label, to: Double(width + style.gap), font),
          x: Double(margin + column * (width + style.gap)) + Double(width) / 2,
          baseline: Double(tops[row]) - font.capHeight * 0.6, anchor: 0.5, font: font,
          shade: style.ink)
      }
    }
    return picture
  }

  /// The font in which the widest label fits over its column, down to a size that can be read.
  private func fittingFont(_ size: Double, _ style: Style) -> Font {
    let font = Font(size: size)
    let widest = labels.joined().map { font.width(of: $0) }.max() ?? 0
    let room = Double(images[0].width * style.scale + style.gap)
    return widest > room ? Font(size: max(9, (size * room / widest).rounded(.down))) : font
  }

  private static func cut(_ label: String, to room: Double, _ font: Font) -> String {
    var label = label
    while label.count > 1, font.width(of: label) > room { label.removeLast() }
    return label
  }
}

extension GrayImage {
  /// Lays another picture over this one; what lies outside is left out.
  public mutating func put(_ image: GrayImage, row: Int, column: Int) {
    for y in max(0, -row)..<max(0, -row, min(image.height, height - row)) {
      for x in max(0, -column)..<max(0, -column, min(image.width, width - column)) {
        self[row: row + y, column: column + x] = image[row: y, column: x]
      }
    }
  }
}
