import Datasets
import FileTesting
import Foundation
import Pictures
import TensorEngine
import Testing

/// How many random changes each reader must survive; `GANBOOK_TEST_SIZE` raises it.
private let changes =
  ProcessInfo.processInfo.environment["GANBOOK_TEST_SIZE"].flatMap { Int($0) } ?? 200

/// Readers of files that nobody can trust: whatever is changed, there is one error or a right
/// result, never a crash.
@Suite struct RobustnessTests {
  let folder = TemporaryFolder()

  /// Calls `read` with `changes` copies of the bytes of which one is changed, the place and the new
  /// value drawn from a fixed seed.
  private func change(_ bytes: [UInt8], _ read: ([UInt8], String) throws -> Void) rethrows {
    var random = RandomStream(seed: 1, purpose: .user)
    for _ in 0..<changes {
      var changed = bytes
      let index = random.index(below: bytes.count)
      changed[index] ^= UInt8(1 + random.index(below: 255))
      try read(changed, "byte \(index) is \(changed[index])")
    }
  }

  private let elements = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  @Test func plainIDX() throws {
    try change(idx([3, 10, 10], elements)) { bytes, what in
      let path = try folder.write(bytes, as: "changed")
      do {
        let file = try IDXFile(path: path)
        #expect(file.header.extents.reduce(1, *) == file.bytes.count, "\(what)")
        #expect(file.bytes == Array(bytes[16...]), "\(what)")
      } catch {
        let error = try #require(error as? DatasetError)
        #expect(error.isAboutFile && !error.description.isEmpty, "\(what)")
      }
    }
  }

  /// The checksum makes every change of the data an error; only fields of the gzip header that mean
  /// nothing here (time, system) may change.
  @Test func compressedIDX() throws {
    try change(gzip(idx([3, 10, 10], elements))) { bytes, what in
      let path = try folder.write(bytes, as: "changed.gz")
      do {
        #expect(try IDXFile(path: path).bytes == elements, "\(what)")
      } catch {
        let error = try #require(error as? DatasetError)
        #expect(error.isAboutFile && !error.description.isEmpty, "\(what)")
      }
    }
  }

  @Test func declaredSizesAreNotBelieved() throws {
    for extent in [1 << 31, (1 << 31) - 1, (1 << 32) - 1, 1 << 20] {
      for extents in [[extent, 1, 1], [1, extent, extent], [extent, extent, extent]] {
        for bytes in [idx(extents, elements), gzip(idx(extents, elements))] {
          let path = try folder.write(bytes, as: "lie")
          let error = datasetError { _ = try IDXFile(path: path) }
          #expect(error != nil, "\(extents)")
        }
      }
    }
  }

  /// Extra fields, names, comments and header checksums in the gzip header, each cut at every
  /// length.
  @Test func gzipHeadersWithEverything() throws {
    let plain = gzip(idx([3, 10, 10], elements))
    let extra: [UInt8] = [4, 0, 1, 2, 3, 4] + Array("name\0comment\0".utf8)
    let bytes = Array(plain[..<3]) + [0x04 | 0x08 | 0x10] + plain[4..<10] + extra + plain[10...]
    let whole = try folder.write(bytes, as: "whole.gz")
    #expect(try IDXFile(path: whole).bytes == elements)
    for length in 2..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "cut.gz")
      #expect(datasetError { _ = try IDXFile(path: path) } == .gzipTruncated(path: path))
    }
  }

  @Test func picturesInAFolder() throws {
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: false)
    }
    let image = GrayImage(width: 8, height: 8, pixels: Array(elements[..<64]))
    let png = try PNGFile.encoded(image)
    try folder.write(png, as: "a/1.png")
    try change(png) { bytes, what in
      try folder.write(bytes, as: "b/1.png")
      do {
        let data = try ImageFolder.load(folder.path)
        #expect(data.training.pixels == image.pixels + image.pixels, "\(what)")
      } catch {
        let error = try #require(error as? DatasetError)
        #expect(error.isAboutFile && !error.description.isEmpty, "\(what)")
      }
    }
  }
}
