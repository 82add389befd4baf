import Files
import Pictures

/// A data set of PNG files: one sub-folder for each class, called by the class's name.
///
/// Where the folder holds one of training images and one of test images, as `train` and `test`,
/// the classes are in those.
public enum ImageFolder {
  /// Reads all pictures. Classes are numbered in the order of their names' bytes, so `10` comes
  /// before `2`. Left out are names that begin with a dot, what systems put beside pictures
  /// (`Thumbs.db`, `desktop.ini`, `__MACOSX`), and files beside the sub-folders.
  ///
  /// - Parameters:
  ///   - folder: the one with a sub-folder for each class, or with `train` and `test` that have them.
  ///   - name: what the data set is called.
  ///   - background: what is seen through transparent places, from 0, black, to 255.
  ///   - drawsEmptyClasses: whether training draws labels of classes that only the test images have.
  /// - Throws: ``DatasetError``: fewer than 2 or more than 1000 classes, a class without pictures,
  ///   a file that is not a PNG, pictures of different or unsuitable sizes.
  public static func load(
    _ folder: String, name: String = "folder", background: UInt8 = 0,
    drawsEmptyClasses: Bool = false
  ) throws(DatasetError) -> ImageDataset {
    let split = try Split(of: folder)
    let classes = Set(try classes(in: split.training) + (try split.test.map(classes) ?? []))
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard (2...IDXDataset.largestClassCount).contains(classes.count) else {
      throw .wrongClassCount(path: folder, found: classes.count)
    }
    var pictures = ClassPictures(background: background, limit: folder)
    let training = try pictures.read(split.training, classes: classes)
    let test = try split.test.map { test throws(DatasetError) in
      try pictures.read(test, classes: classes)
    }
    guard let size = pictures.size else { throw .noImages(path: split.training) }
    return ImageDataset(
      name: name, height: size.height, width: size.width, classes: classes.count,
      classNames: classes, training: training,
      test: test ?? LabelledImages(pixels: [], labels: []), drawsEmptyClasses: drawsEmptyClasses,
      notes: split.leftOut.map { .leftOut(path: $0) } + pictures.notes)
  }

  /// The names of the class folders; there is at least one.
  private static func classes(in folder: String) throws(DatasetError) -> [String] {
    let names = try visibleNames(in: folder)
    let classes = names.filter { Folder.exists("\(folder)/\($0)") }
    if classes.isEmpty, names.contains(where: ClassPictures.isPNGName) {
      throw .picturesWithoutClasses(path: folder)
    }
    // A class folder with folders in place of pictures is one level too high.
    for name in classes {
      let path = "\(folder)/\(name)"
      let inner = try visibleNames(in: path)
      if !inner.isEmpty, inner.allSatisfy({ Folder.exists("\(path)/\($0)") }) {
        throw .foldersOfFolders(path: folder, inner: path)
      }
    }
    return classes
  }

  static func visibleNames(in folder: String) throws(DatasetError) -> [String] {
    do throws(SystemProblem) {
      return try Folder.names(in: folder).filter {
        !$0.hasPrefix(".") && !["thumbs.db", "desktop.ini", "__macosx"].contains($0.lowercased())
      }
    } catch {
      throw .file(FileError(path: folder, problem: .system(error)))
    }
  }

  /// The folders of training and test images.
  private struct Split {
    var training: String
    var test: String?
    var leftOut: [String] = []

    /// The folder itself, or the two in it that are called by what they are for.
    init(of folder: String) throws(DatasetError) {
      training = folder
      let names = try visibleNames(in: folder).filter { Folder.exists("\(folder)/\($0)") }
      func named(_ words: [String]) -> [String] {
        words.flatMap { word in names.filter { $0.lowercased() == word } }
      }
      let trainings = named(["train", "training"])
      let tests = named(["test", "testing", "val", "valid", "validation"])
      guard trainings.count == 1, names.count == 1 + tests.count else { return }
      // They may be classes, too: then there are pictures in them.
      for name in names where !(try holdsFolders("\(folder)/\(name)")) { return }
      training = "\(folder)/\(trainings[0])"
      test = tests.first.map { "\(folder)/\($0)" }
      leftOut = tests.dropFirst().map { "\(folder)/\($0)" }
    }

    private func holdsFolders(_ folder: String) throws(DatasetError) -> Bool {
      try visibleNames(in: folder).contains { Folder.exists("\(folder)/\($0)") }
    }
  }
}
