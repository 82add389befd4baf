import Datasets
import FileTesting
import Foundation
import Pictures
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
        == .cannotOpen(path: missing, reason: "No such file or directory"))
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
    #expect(datasetError { _ = try ImageFolder.load(folder.path) } == .notAPNG(path: text))
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
}
