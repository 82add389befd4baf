import Datasets
import FileTesting
import Testing

@Suite struct IDXImagesTests {
  let folder = TemporaryFolder()

  private func images(_ extents: [Int], _ bytes: [UInt8], type: UInt8 = 8) throws -> IDXImages {
    try IDXImages(path: try folder.write(idx(extents, bytes, type: type), as: "images"))
  }

  /// The same four images of 4x4 by all the axes that somebody writes them with.
  @Test(arguments: [[4, 4, 4], [4, 4, 4, 1], [4, 1, 4, 4], [4, 16]])
  func axesThatSayWhatTheyAre(extents: [Int]) throws {
    let pixels = (0..<64).map { UInt8($0 * 4) }
    let images = try images(extents, pixels)
    #expect([images.count, images.height, images.width] == [4, 4, 4])
    #expect(images.pixels == pixels)
  }

  @Test(arguments: [
    ([4], "4; images are n x side x side, of one channel; are labels given as images?"),
    ([4, 15], "4x15; images are n x side x side"),
    ([4, 4, 4, 3], "4x4x4x3; images are n x side x side, of one channel"),
    ([1, 2, 2, 4, 4], "1x2x2x4x4"),
  ])
  func axesOfSomethingElse(extents: [Int], says: String) {
    let count = extents.reduce(1, *)
    let error = datasetError { _ = try images(extents, .init(repeating: 0, count: count)) }
    #expect(error?.description.contains("is an IDX file of \(says)") == true, "\(error as Any)")
  }

  /// Black, half and white, by their range.
  @Test(arguments: [[0, 0.5, 1], [-1, 0, 1], [0, 128, 255]] as [[Float]])
  func floatsByTheirRange(values: [Float]) throws {
    let values = values + [Float](repeating: values[0], count: 13)
    let floats = try images([1, 4, 4], bigEndian(values.map(\.bitPattern)), type: 0x0D)
    #expect(Array(floats.pixels[..<4]) == [0, 128, 255, 0])
    let doubles = try images(
      [1, 4, 4], bigEndian(values.map { Double($0).bitPattern }), type: 0x0E)
    #expect(doubles.pixels == floats.pixels)
  }

  @Test func integersAreBytes() throws {
    let values = [0, 1, 128, 255]
    #expect(
      try images([1, 2, 2], bigEndian(values.map { Int16($0) }), type: 0x0B).pixels
        == values.map { UInt8($0) })
    #expect(
      try images([1, 2, 2], bigEndian(values.map { Int32($0) }), type: 0x0C).pixels
        == values.map { UInt8($0) })
  }

  @Test(arguments: [[0, 256], [-2, 0], [-1, 128], [.nan, 1], [0, .infinity]] as [[Float]])
  func numbersThatAreNoPixels(values: [Float]) {
    let error = datasetError {
      _ = try images([1, 1, 2], bigEndian(values.map(\.bitPattern)), type: 0x0D)
    }
    guard case .idxNotPixels = error else {
      Issue.record("\(values): \(String(describing: error))")
      return
    }
  }
}
