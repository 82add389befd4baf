import Datasets
import FileTesting
import Files
import Platform
import Testing

@Suite struct IDXFileTests {
  let folder = TemporaryFolder()

  private let elements: [UInt8] = (0..<24).map { UInt8($0 * 10) }

  @Test(arguments: [false, true]) func readsWhatTheHeaderDeclares(isCompressed: Bool) throws {
    let bytes = idx([2, 3, 4], elements)
    let path = try folder.write(isCompressed ? gzip(bytes) : bytes, as: "any-name")
    let file = try IDXFile(path: path)
    #expect(file.header.extents == [2, 3, 4])
    #expect(file.bytes == elements)
  }

  @Test func everyTruncationOfAPlainFileIsOneError() throws {
    let bytes = idx([2, 3, 4], elements)
    for length in 0..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "short")
      let expected: DatasetError =
        length == 0
        ? .otherFormat(path: path, kind: .empty, wanted: "IDX file", isCompressed: false)
        : length < 16
          ? .idxTooShort(path: path, bytes: length)
          : .idxTruncated(path: path, expected: 24, found: length - 16)
      #expect(datasetError { _ = try IDXFile(path: path) } == expected)
    }
  }

  @Test func everyTruncationOfACompressedFileIsOneError() throws {
    let bytes = gzip(idx([2, 3, 4], elements))
    for length in 2..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "short.gz")
      #expect(
        datasetError { _ = try IDXFile(path: path) } == .gzipTruncated(path: path),
        "\(length) bytes")
    }
  }

  @Test func bytesAfterTheEndAreAnError() throws {
    let plain = try folder.write(idx([2, 3, 4], elements) + [0], as: "long")
    #expect(
      datasetError { _ = try IDXFile(path: plain) }
        == .idxOversized(path: plain, expected: 24))
    let inside = try folder.write(gzip(idx([2, 3, 4], elements) + [0]), as: "long.gz")
    #expect(
      datasetError { _ = try IDXFile(path: inside) }
        == .idxOversized(path: inside, expected: 24))
    let behind = try folder.write(gzip(idx([2, 3, 4], elements)) + [0, 1], as: "behind.gz")
    #expect(
      datasetError { _ = try IDXFile(path: behind) } == .gzipTrailingBytes(path: behind))
  }

  /// As tapes and block devices fill up; far more than is read at once.
  @Test(arguments: [1, 512, 200_000]) func zerosAfterTheGzipDataAreLeftOut(count: Int) throws {
    let zeros = [UInt8](repeating: 0, count: count)
    let path = try folder.write(gzip(idx([2, 3, 4], elements)) + zeros, as: "padded.gz")
    #expect(try IDXFile(path: path).bytes == elements)
    let other = try folder.write(gzip(idx([2, 3, 4], elements)) + zeros + [7], as: "other.gz")
    #expect(datasetError { _ = try IDXFile(path: other) } == .gzipTrailingBytes(path: other))
  }

  @Test func joinedGzipFilesAreOneStream() throws {
    let bytes = idx([2, 3, 4], elements)
    let path = try folder.write(
      gzip(Array(bytes[..<11])) + gzip([]) + gzip(Array(bytes[11...])), as: "joined.gz")
    #expect(try IDXFile(path: path).bytes == elements)
  }

  @Test func theHeaderMustBeThatOfSuchAFile() throws {
    let page = Array("<html>not found</html>".utf8)
    let text = try folder.write(page, as: "page")
    #expect(
      datasetError { _ = try IDXFile(path: text) }
        == .otherFormat(path: text, kind: .html, wanted: "IDX file", isCompressed: false))
    let inside = try folder.write(gzip(page), as: "page.gz")
    #expect(
      datasetError { _ = try IDXFile(path: inside) }
        == .otherFormat(path: inside, kind: .html, wanted: "IDX file", isCompressed: true))
    for magic in [[0, 0, 7, 1], [0, 1, 8, 1]] as [[UInt8]] {
      let path = try folder.write(magic + [0, 0, 0, 0], as: "magic")
      #expect(
        datasetError { _ = try IDXFile(path: path) } == .idxWrongMagic(path: path, found: magic))
    }
  }

  @Test func compressedTwiceIsSaid() throws {
    let path = try folder.write(gzip(gzip(idx([2, 3, 4], elements))), as: "twice.gz")
    #expect(
      datasetError { _ = try IDXFile(path: path) }?.description
        == "\(path) holds a gzip file inside its gzip data: it was compressed twice; `gzip -d` it once"
    )
  }

  @Test func aDamagedGzipFileIsAnError() throws {
    var bytes = gzip(idx([2, 3, 4], elements))
    bytes[bytes.count - 6] ^= 1  // the checksum
    let path = try folder.write(bytes, as: "damaged.gz")
    guard case .gzipDamaged(path, _) = datasetError({ _ = try IDXFile(path: path) })
    else {
      Issue.record("the checksum was not compared")
      return
    }
  }

  @Test func aSmallFileCannotDeclareALargeOne() throws {
    let most = 0xFFFF_FFFF
    let path = try folder.write(idx([most, most, most], []), as: "lie")
    #expect(
      datasetError { _ = try IDXFile(path: path) }
        == .idxTooLarge(path: path, extents: [most, most, most], limit: IDXFile.largestSize))
    let within = try folder.write(idx([1 << 20, 28, 28], []), as: "lie2")
    #expect(
      datasetError { _ = try IDXFile(path: within) }
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
      datasetError { _ = try IDXFile(path: path) }
        == .idxOversized(path: path, expected: 24))
    let damaged = try folder.write(gzip(idx([2, 3, 4], elements)) + damage, as: "damaged.gz")
    #expect(
      datasetError { _ = try IDXFile(path: damaged) }
        != .idxOversized(path: damaged, expected: 24), "the damage would not be seen")
  }

  @Test func whatIsNotAFileIsRefused() throws {
    let missing = folder.path + "/nothing"
    #expect(
      datasetError { _ = try IDXFile(path: missing) }
        == .file(FileError(path: missing, problem: .system(.call("open", errno: ENOENT)))))
    let others: [(String, SystemProblem)] = [
      (folder.path, .call("read", errno: EISDIR)), ("/dev/zero", .notAFile),
    ]
    for (path, problem) in others {
      #expect(
        datasetError { _ = try IDXFile(path: path) }
          == .file(FileError(path: path, problem: .system(problem))))
    }
  }
}
