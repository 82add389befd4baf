import Files
import Pictures
import TensorEngine

/// Reads the PNG files of class folders, all of one size, and notes what is odd about them.
struct ClassPictures {
  /// What is seen through transparent places.
  let background: UInt8
  /// The folder that errors name where there are too many pixels.
  let limit: String
  /// The size of all pictures: that of the first.
  private(set) var size: (height: Int, width: Int)?

  private var count = 0
  private var pixelCount = 0
  private var constant: (count: Int, first: String, cause: DatasetNote.ConstantCause?)?
  private var longer: (count: Int, first: String)?

  init(background: UInt8, limit: String) {
    self.background = background
    self.limit = limit
  }

  static func isPNGName(_ name: String) -> Bool { name.lowercased().hasSuffix(".png") }

  /// The pictures of all classes that have a folder in this one.
  mutating func read(
    _ folder: String, classes: [String]
  ) throws(DatasetError) -> LabelledImages {
    var pixels: [UInt8] = []
    var labels: [UInt16] = []
    for (label, name) in classes.enumerated() {
      let path = "\(folder)/\(name)"
      guard Folder.exists(path) else { continue }
      let files = try ImageFolder.visibleNames(in: path)
      guard !files.isEmpty else { throw .classWithoutImages(path: path) }
      for file in files {
        if Interruption.isDue { throw .interrupted }
        pixels += try picture("\(path)/\(file)").pixels
        labels.append(UInt16(label))
      }
    }
    return LabelledImages(pixels: pixels, labels: labels)
  }

  private mutating func picture(_ path: String) throws(DatasetError) -> GrayImage {
    guard Self.isPNGName(path) else {
      throw Folder.exists(path)
        ? .folderInClass(path: path) : .notAPNG(path: path, kind: FileKind(ofFile: path))
    }
    let picture: PNGFile.Picture
    do throws(PictureError) {
      picture = try PNGFile.picture(path: path, background: background)
    } catch {
      if case .otherFormat(let path, let kind) = error { throw .notAPNG(path: path, kind: kind) }
      throw .cannotReadPicture(path: path, reason: error.description)
    }
    let image = picture.image
    if let size {
      guard image.height == size.height, image.width == size.width else {
        throw .wrongImageSize(
          path: path, expected: [size.height, size.width], found: [image.height, image.width])
      }
    } else {
      guard IDXDataset.isUsable(height: image.height, width: image.width) else {
        throw .unusableImageSize(path: path, height: image.height, width: image.width)
      }
      size = (image.height, image.width)
    }
    pixelCount += image.pixels.count
    guard pixelCount <= IDXFile.largestSize else {
      throw .folderTooLarge(path: limit, limit: IDXFile.largestSize)
    }
    note(picture, path)
    return image
  }

  // MARK: - What is odd

  private mutating func note(_ picture: PNGFile.Picture, _ path: String) {
    count += 1
    if picture.trailingBytes > 0 {
      longer = ((longer?.count ?? 0) + 1, longer?.first ?? path)
    }
    let images = LabelledImages(pixels: picture.image.pixels, labels: [0])
    if !images.nearlyConstant(size: picture.image.pixels.count).isEmpty {
      let cause: DatasetNote.ConstantCause? =
        picture.isTransparent && background < 128
        ? .transparentGround : picture.usesLowByteOnly ? .lowByteOnly : nil
      constant = (
        (constant?.count ?? 0) + 1, constant?.first ?? path, constant.map(\.cause) ?? cause
      )
    }
  }

  var notes: [DatasetNote] {
    var notes: [DatasetNote] = []
    if let longer {
      notes.append(.bytesAfterEnd(count: longer.count, of: count, first: longer.first))
    }
    if let constant {
      notes.append(
        .nearlyConstant(
          count: constant.count, of: count, first: constant.first, cause: constant.cause))
    }
    return notes
  }
}
