import Datasets
import FileTesting
import Files
import Foundation
import Pictures
import Platform
import Testing

@Suite struct ImageFolderTests {
  let folder = TemporaryFolder()

  private func write(_ image: GrayImage, as name: String) throws {
    let path = "\(folder.path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try PNGFile.write(image, to: path)
  }

  private func image(_ value: UInt8, side: Int = 8) -> GrayImage {
    GrayImage(width: side, height: side, filledWith: value)
  }

  @Test func subFoldersAreClassesInTheOrderOfTheirNames() throws {
    try write(image(30), as: "shoe/a.png")
    try write(image(20), as: "bag/2.PNG")
    try write(image(10), as: "bag/1.png")
    try write(image(99), as: ".hidden/1.png")
    try folder.write(Array("about".utf8), as: "README")
    try folder.write([1], as: "bag/.DS_Store")
    let data = try ImageFolder.load(folder.path, name: "things")
    #expect(data.name == "things")
    #expect(data.classNames == ["bag", "shoe"])
    #expect(data.training.labels == [0, 0, 1])
    #expect(data.height == 8)
    #expect(data.training.pixels == [10, 20, 30].flatMap { [UInt8](repeating: $0, count: 64) })
    #expect(data.test.count == 0)
  }

  @Test func everyViolationHasItsError() throws {
    let missing = folder.path + "/missing"
    #expect(
      datasetError { _ = try ImageFolder.load(missing) }
        == .file(FileError(path: missing, problem: .system(.call("open folder", errno: ENOENT)))))
    try write(image(1), as: "a/1.png")
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) }
        == .wrongClassCount(path: folder.path, found: 1))

    try FileManager.default.createDirectory(
      atPath: folder.path + "/b", withIntermediateDirectories: false)
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) }
        == .classWithoutImages(path: folder.path + "/b"))

    let text = try folder.write([1, 2, 3], as: "b/1.jpeg")
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) } == .notAPNG(path: text, kind: nil))
    try FileManager.default.removeItem(atPath: text)

    let damaged = try folder.write([1, 2, 3], as: "b/1.png")
    let error = datasetError { _ = try ImageFolder.load(folder.path) }
    #expect(
      error?.description
        == "\(damaged) is not a valid PNG file: it does not start as a PNG file does")
    #expect(error?.isAboutFile == true)

    try write(image(1, side: 12), as: "b/1.png")
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) }
        == .wrongImageSize(path: folder.path + "/b/1.png", expected: [8, 8], found: [12, 12]))

    for side in [6, 68] {
      try write(image(1, side: side), as: "a/1.png")
      #expect(
        datasetError { _ = try ImageFolder.load(folder.path) }
          == .unusableImageSize(path: folder.path + "/a/1.png", height: side, width: side))
    }
  }

  @Test func aThousandClassesAreTheMost() throws {
    for index in 0...1000 { try write(image(UInt8(index % 256), side: 4), as: "\(index)/x.png") }
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) }
        == .wrongClassCount(path: folder.path, found: 1001))
    try FileManager.default.removeItem(atPath: folder.path + "/1000")
    let data = try ImageFolder.load(folder.path)
    #expect(data.classes == 1000)
    #expect(data.training.labels.last == 999)
  }

  /// A picture that is not of one grey.
  private var drawn: GrayImage {
    GrayImage(width: 8, height: 8, pixels: (0..<64).map { UInt8($0 * 4) })
  }

  @Test(arguments: [
    ("train", "test"), ("training", "testing"), ("Train", "val"), ("train", "valid"),
  ])
  func trainingAndTestImagesInFoldersOfTheirOwn(train: String, test: String) throws {
    for name in ["\(train)/a", "\(train)/b", "\(test)/a", "\(test)/c"] {
      try write(drawn, as: "\(name)/1.png")
    }
    let data = try ImageFolder.load(folder.path)
    #expect(data.classNames == ["a", "b", "c"])
    #expect(data.training.labels == [0, 1] && data.test.labels == [0, 2])
    #expect(data.emptyClasses == [2], "only the test images have it")
  }

  @Test func aThirdFolderIsLeftOutWithAWord() throws {
    for name in ["train/a", "train/b", "test/a", "val/a"] { try write(drawn, as: "\(name)/1.png") }
    #expect(try ImageFolder.load(folder.path).notes == [.leftOut(path: folder.path + "/val")])
  }

  @Test func classesMayBeCalledTrainAndTest() throws {
    for name in ["train", "test"] { try write(drawn, as: "\(name)/1.png") }
    let data = try ImageFolder.load(folder.path)
    #expect(data.classNames == ["test", "train"] && data.training.count == 2)
  }

  @Test func foldersOneLevelTooHighOrTooLow() throws {
    try write(drawn, as: "a/1.png")
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path + "/a") }
        == .picturesWithoutClasses(path: folder.path + "/a"))
    try write(drawn, as: "b/x/1.png")
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) }
        == .foldersOfFolders(path: folder.path, inner: folder.path + "/b"))
    try write(drawn, as: "b/1.png")
    #expect(
      datasetError { _ = try ImageFolder.load(folder.path) }
        == .folderInClass(path: folder.path + "/b/x"))
  }

  @Test func whatSystemsPutBesidePicturesIsLeftOut() throws {
    for name in ["a", "b"] { try write(drawn, as: "\(name)/1.png") }
    try folder.write([0xD0, 0xCF], as: "a/Thumbs.db")
    try folder.write([0x5B], as: "b/desktop.ini")
    try write(drawn, as: "__MACOSX/a/._1.png")
    #expect(try ImageFolder.load(folder.path).training.count == 2)
  }
}
