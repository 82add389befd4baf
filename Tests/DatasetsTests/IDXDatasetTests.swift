import Datasets
import FileTesting
import Files
import Platform
import Testing

@Suite struct IDXDatasetTests {
  let folder = TemporaryFolder()

  private func load(
    _ images: [UInt8], _ labels: [UInt8], classes: Int? = nil
  ) throws -> ImageDataset {
    try IDXDataset.load(
      name: "mine", images: try folder.write(images, as: "images"),
      labels: try folder.write(labels, as: "labels"), classes: classes)
  }

  @Test func imagesBecomeNumbersFromMinusOneToOne() throws {
    var pixels = [UInt8](repeating: 0, count: 3 * 16)
    pixels[16] = 255
    pixels[32 + 15] = 128
    let data = try load(idx([3, 4, 4], pixels), idx([3], [0, 2, 1]))
    #expect(data.classes == 3)
    #expect(data.training.count == 3)
    let batch = data.trainingImages(at: [1, 2])
    #expect(batch.shape == [2, 4, 4, 1])
    #expect(batch.scalars[0] == 1)
    #expect(batch.scalars[1] == -1)
    #expect(batch.scalars[31] == Float(0.5) / 127.5)
    #expect(data.trainingLabels(at: [1, 2]) == [2, 1])
    #expect(data.training.indices(of: 2) == [1])
  }

  @Test func countsMustAgree() throws {
    let error = datasetError {
      _ = try load(idx([1, 4, 4], .init(repeating: 0, count: 16)), idx([2], [0, 1]))
    }
    #expect(
      error
        == .countsDiffer(
          images: folder.path + "/images", imageCount: 1, labels: folder.path + "/labels",
          labelCount: 2))
  }

  @Test func labelsMustBeBelowTheNumberOfClasses() throws {
    let images = idx([2, 4, 4], .init(repeating: 0, count: 32))
    #expect(
      datasetError { _ = try load(images, idx([2], [9, 10]), classes: 10) }
        == .labelTooLarge(path: folder.path + "/labels", index: 1, label: 10, classes: 10))
    #expect(try load(images, idx([2], [9, 10])).classes == 11)
    #expect(
      datasetError { _ = try load(images, idx([2], [0, 0])) }
        == .wrongClassCount(path: folder.path + "/labels", found: 1))
  }

  @Test func sizesMustSuitTheModels() throws {
    for (height, width) in [(4, 8), (6, 6), (68, 68), (0, 0)] {
      let images = idx([1, height, width], .init(repeating: 0, count: height * width))
      #expect(
        datasetError { _ = try load(images, idx([1], [1])) }
          == .unusableImageSize(path: folder.path + "/images", height: height, width: width))
    }
    #expect(
      datasetError { _ = try load(idx([0, 28, 28], []), idx([0], [])) }
        == .noImages(path: folder.path + "/images"))
  }

  @Test func allMissingFilesAreNamedAtOnce() throws {
    let there = try folder.write(idx([1, 4, 4], .init(repeating: 0, count: 16)), as: "images")
    func load(_ images: String, _ labels: String, _ test: String? = nil) -> DatasetError? {
      datasetError {
        _ = try IDXDataset.load(
          name: "mine", images: images, labels: labels, testImages: test, testLabels: test)
      }
    }
    #expect(load("/none/a", "/none/b") == .noSuchFiles(paths: ["/none/a", "/none/b"]))
    #expect(
      "\(DatasetError.noSuchFiles(paths: ["/none/a", "/none/b"]))"
        == "there are no such files: /none/a, /none/b; check the paths")
    #expect(
      load(there, "/none/b", "/none/c") == .noSuchFiles(paths: ["/none/b", "/none/c", "/none/c"]))
    // One alone says why.
    guard case .file(let error)? = load(there, "/none/b"), error.path == "/none/b" else {
      Issue.record("\(String(describing: load(there, "/none/b")))")
      return
    }
  }

  @Test func theIdentityFollowsTheContent() throws {
    let pixels = [UInt8](repeating: 0, count: 32)
    var other = pixels
    other[31] = 1
    let labels = idx([2], [0, 1])
    let first = try load(idx([2, 4, 4], pixels), labels).identity
    #expect(try load(gzip(idx([2, 4, 4], pixels)), gzip(labels)).identity == first)
    #expect(try load(idx([2, 4, 4], other), labels).identity != first)
    #expect(try load(idx([2, 4, 4], pixels), idx([2], [1, 0])).identity != first)
    #expect(try load(idx([2, 4, 4], pixels), labels, classes: 3).identity != first)
    #expect(first.count == 64)
  }

  @Test func everyErrorIsAboutAFileButThatOfAnArgument() throws {
    let images = idx([2, 4, 4], .init(repeating: 0, count: 32))
    let argument = datasetError { _ = try load(images, idx([2], [0, 1]), classes: 1001) }
    #expect(argument?.isAboutFile == false)
    #expect(argument?.description == "classes must be from 2 to 1000, not 1001")
    #expect(datasetError { _ = try load([], []) }?.isAboutFile == true)
  }

  @Test func classesWithoutImagesAreSaidAndNotDrawn() throws {
    let images = idx([3, 4, 4], (0..<48).map { UInt8($0 * 5) })
    let data = try load(images, idx([3], [1, 2, 5]))
    #expect(data.emptyClasses == [0, 3, 4] && data.drawnClasses == [1, 2, 5])
    #expect(
      "\(try #require(data.notes.first))".hasPrefix(
        "there are no training images of the classes 0, 3 to 4; pictures leave their place blank"))
    let drawn = try IDXDataset.load(
      name: "mine", images: folder.path + "/images", labels: folder.path + "/labels",
      drawsEmptyClasses: true)
    #expect(drawn.drawnClasses == Array(0...5) && drawn.emptyClasses == [0, 3, 4])
    #expect(drawn.identity != data.identity, "a run draws other labels")
    let whole = try load(images, idx([3], [0, 1, 2]))
    #expect(whole.notes == [] && whole.drawnClasses == [0, 1, 2])
  }

  /// EMNIST's files go down the columns, and are known by their name.
  @Test func theRowsAndColumnsOfEMNISTAreSwapped() throws {
    let pixels = (0..<16).map { UInt8($0 * 16) }
    let upright = (0..<16).map { pixels[$0 % 4 * 4 + $0 / 4] }
    let labels = try folder.write(idx([1], [1]), as: "labels")
    for (name, transposition, expected) in [
      ("emnist-letters-train-images-idx3-ubyte", .automatic, upright),
      ("emnist-letters-train-images-idx3-ubyte", .no, pixels),
      ("train-images-idx3-ubyte", .automatic, pixels), ("train-images-idx3-ubyte", .yes, upright),
    ] as [(String, IDXDataset.Transposition, [UInt8])] {
      let data = try IDXDataset.load(
        name: "mine", images: try folder.write(idx([1, 4, 4], pixels), as: name), labels: labels,
        transposition: transposition)
      #expect(data.training.pixels == expected, "\(name), \(transposition)")
      let isSaid = data.notes.contains { if case .transposed = $0 { true } else { false } }
      #expect(isSaid == (expected == upright))
    }
  }

  @Test func imagesOfOneGreyAreSaid() throws {
    let pixels = [UInt8](repeating: 9, count: 16) + (0..<16).map { UInt8($0) }
    let data = try load(idx([2, 4, 4], pixels), idx([2], [0, 1]))
    #expect(
      data.notes == [
        .nearlyConstant(
          count: 1, of: 2, first: "image 0 of \(folder.path)/images", cause: nil)
      ])
  }
}
