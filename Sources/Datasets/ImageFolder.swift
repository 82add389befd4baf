import Pictures
import SafeFiles

/// A data set of PNG files: one sub-folder for each class, called by the class's name.
public enum ImageFolder {
  /// Reads all pictures. Classes are numbered in the order of their names' bytes, so `10` comes
  /// before `2`; names that begin with a dot are left out, and so are files beside the sub-folders.
  ///
  /// - Throws: ``DatasetError``: fewer than 2 or more than 1000 classes, a class without pictures,
  ///   a file that is not a PNG, pictures of different or unsuitable sizes.
  public static func load(_ folder: String, name: String = "folder") throws(DatasetError)
    -> ImageDataset
  {
    let names = try visibleNames(in: folder).filter { Folder.exists("\(folder)/\($0)") }
    guard (2...IDXDataset.largestClassCount).contains(names.count) else {
      throw .wrongClassCount(path: folder, found: names.count)
    }
    var size: (height: Int, width: Int)?
    var pixels: [UInt8] = []
    var labels: [UInt16] = []
    for (label, name) in names.enumerated() {
      let path = "\(folder)/\(name)"
      let files = try visibleNames(in: path)
      guard !files.isEmpty else { throw .classWithoutImages(path: path) }
      for file in files {
        let image = try picture("\(path)/\(file)", size: &size)
        guard pixels.count + image.pixels.count <= IDXFile.largestSize else {
          throw .folderTooLarge(path: folder, limit: IDXFile.largestSize)
        }
        pixels += image.pixels
        labels.append(UInt16(label))
      }
    }
    return ImageDataset(
      name: name, height: size?.height ?? 0, width: size?.width ?? 0, classes: names.count,
      classNames: names, training: LabelledImages(pixels: pixels, labels: labels))
  }

  private static func visibleNames(in folder: String) throws(DatasetError) -> [String] {
    do throws(SystemProblem) {
      return try Folder.names(in: folder).filter { !$0.hasPrefix(".") }
    } catch {
      throw .cannotOpen(path: folder, reason: error.reason)
    }
  }

  /// Reads a picture of the size of the others; the first decides.
  private static func picture(
    _ path: String, size: inout (height: Int, width: Int)?
  ) throws(DatasetError) -> GrayImage {
    guard path.lowercased().hasSuffix(".png") else { throw .notAPNG(path: path) }
    let image: GrayImage
    do throws(PictureError) {
      image = try PNGFile.read(path: path)
    } catch {
      throw .cannotReadPicture(path: path, reason: error.description)
    }
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
    return image
  }
}
