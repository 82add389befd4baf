import Datasets
import FileTesting
import Testing

@Suite struct IDXFileTests {
  let folder = TemporaryFolder()

  private let elements: [UInt8] = (0..<24).map { UInt8($0 * 10) }

  @Test(arguments: [false, true]) func readsWhatTheHeaderDeclares(isCompressed: Bool) throws {
    let bytes = idx([2, 3, 4], elements)
    let path = try folder.write(isCompressed ? gzip(bytes) : bytes, as: "any-name")
    let file = try IDXFile(path: path, rank: 3)
    #expect(file.extents == [2, 3, 4])
    #expect(file.elements == elements)
  }

  @Test func everyTruncationOfAPlainFileIsOneError() throws {
    let bytes = idx([2, 3, 4], elements)
    for length in 0..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "short")
      let expected: DatasetError =
        length < 16
        ? .idxTooShort(path: path, bytes: length)
        : .idxTruncated(path: path, expected: 24, found: length - 16)
      #expect(datasetError { _ = try IDXFile(path: path, rank: 3) } == expected)
    }
  }

  @Test func everyTruncationOfACompressedFileIsOneError() throws {
    let bytes = gzip(idx([2, 3, 4], elements))
    for length in 2..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "short.gz")
      #expect(
        datasetError { _ = try IDXFile(path: path, rank: 3) } == .gzipTruncated(path: path),
        "\(length) bytes")
    }
  }

  @Test func bytesAfterTheEndAreAnError() throws {
    let plain = try folder.write(idx([2, 3, 4], elements) + [0], as: "long")
    #expect(
      datasetError { _ = try IDXFile(path: plain, rank: 3) }
        == .idxOversized(path: plain, expected: 24))
    let inside = try folder.write(gzip(idx([2, 3, 4], elements) + [0]), as: "long.gz")
    #expect(
      datasetError { _ = try IDXFile(path: inside, rank: 3) }
        == .idxOversized(path: inside, expected: 24))
    let behind = try folder.write(gzip(idx([2, 3, 4], elements)) + [0], as: "behind.gz")
    #expect(
      datasetError { _ = try IDXFile(path: behind, rank: 3) } == .gzipTrailingBytes(path: behind))
  }

  @Test func joinedGzipFilesAreOneStream() throws {
    let bytes = idx([2, 3, 4], elements)
    let path = try folder.write(
      gzip(Array(bytes[..<11])) + gzip([]) + gzip(Array(bytes[11...])), as: "joined.gz")
    #expect(try IDXFile(path: path, rank: 3).elements == elements)
  }

  @Test func theHeaderMustBeThatOfSuchAFile() throws {
    let text = try folder.write(Array("<html>not found</html>".utf8), as: "page")
    #expect(
      datasetError { _ = try IDXFile(path: text, rank: 3) }
        == .idxWrongMagic(path: text, found: Array("<htm".utf8)))
    var bytes = idx([2, 3, 4], elements)
    bytes[2] = 0x0D
    let floats = try folder.write(bytes, as: "floats")
    #expect(
      datasetError { _ = try IDXFile(path: floats, rank: 3) }
        == .idxWrongElementType(path: floats, type: 0x0D))
    let labels = try folder.write(idx([24], elements), as: "labels")
    #expect(
      datasetError { _ = try IDXFile(path: labels, rank: 3) }
        == .idxWrongRank(path: labels, expected: 3, found: 1))
  }

  @Test func aDamagedGzipFileIsAnError() throws {
    var bytes = gzip(idx([2, 3, 4], elements))
    bytes[bytes.count - 6] ^= 1  // the checksum
    let path = try folder.write(bytes, as: "damaged.gz")
    guard case .gzipDamaged(path, _) = datasetError({ _ = try IDXFile(path: path, rank: 3) })
    else {
      Issue.record("the checksum was not compared")
      return
    }
  }

  @Test func aSmallFileCannotDeclareALargeOne() throws {
    let most = 0xFFFF_FFFF
    let path = try folder.write(idx([most, most, most], []), as: "lie")
    #expect(
      datasetError { _ = try IDXFile(path: path, rank: 3) }
        == .idxTooLarge(path: path, extents: [most, most, most], limit: IDXFile.largestSize))
    let within = try folder.write(idx([1 << 20, 28, 28], []), as: "lie2")
    #expect(
      datasetError { _ = try IDXFile(path: within, rank: 3) }
        == .idxTruncated(path: within, expected: 28 * 28 << 20, found: 0))
  }

  /// A gigabyte of zeros behind the declared data, and damage behind those: who reads past what is
  /// declared meets the damage and says so.
  @Test func aGzipBombIsStoppedEarly() throws {
    let zeros = gzip([UInt8](repeating: 0, count: 10 << 20))
    let damage: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF]
    let bomb = gzip(idx([2, 3, 4], elements)) + (0..<100).flatMap { _ in zeros } + damage
    let path = try folder.write(bomb, as: "bomb.gz")
    #expect(
      datasetError { _ = try IDXFile(path: path, rank: 3) }
        == .idxOversized(path: path, expected: 24))
    let damaged = try folder.write(gzip(idx([2, 3, 4], elements)) + damage, as: "damaged.gz")
    #expect(
      datasetError { _ = try IDXFile(path: damaged, rank: 3) }
        != .idxOversized(path: damaged, expected: 24), "the damage would not be seen")
  }

  @Test func whatIsNotAFileIsRefused() throws {
    let missing = folder.path + "/nothing"
    #expect(
      datasetError { _ = try IDXFile(path: missing, rank: 1) }
        == .cannotOpen(path: missing, reason: "No such file or directory"))
    for path in [folder.path, "/dev/zero"] {
      #expect(datasetError { _ = try IDXFile(path: path, rank: 1) } == .notAFile(path: path))
    }
  }
}
