import CZlib
import FileTesting
import Files
import Formats
import TensorEngine
import Testing

@Suite struct NumPyArchiveTests {
  private let images = Tensor((0..<600).map { Float($0 % 7) }, shape: [100, 6])

  /// The bytes of a ZIP archive; `flags` and `method` as its headers have them.
  private func zip(
    _ files: [(name: String, bytes: [UInt8])], isDeflated: Bool = false, flags: UInt16 = 0,
    method: UInt16? = nil, comment: String = ""
  ) -> [UInt8] {
    func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
      withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, contents) in files {
      let packed = isDeflated ? deflated(contents) : contents
      let checksum = contents.withUnsafeBytes {
        crc32(0, $0.bindMemory(to: UInt8.self).baseAddress, UInt32($0.count))
      }
      let common =
        bytes(UInt16(20)) + bytes(flags) + bytes(method ?? (isDeflated ? 8 : 0)) + bytes(UInt32(0))
        + bytes(UInt32(checksum)) + bytes(UInt32(packed.count)) + bytes(UInt32(contents.count))
        + bytes(UInt16(name.utf8.count))
      directory +=
        [0x50, 0x4B, 1, 2] + bytes(UInt16(20)) + common + bytes(UInt16(0)) + bytes(UInt16(0))
        + bytes(UInt32(0)) + bytes(UInt32(0)) + bytes(UInt32(archive.count)) + Array(name.utf8)
      // An extra field that the directory does not have, as NumPy writes it.
      archive +=
        [0x50, 0x4B, 3, 4] + common + bytes(UInt16(4)) + Array(name.utf8) + [1, 0, 0, 0] + packed
    }
    let end =
      bytes(UInt32(0)) + bytes(UInt16(files.count)) + bytes(UInt16(files.count))
      + bytes(UInt32(directory.count)) + bytes(UInt32(archive.count))
      + bytes(UInt16(comment.utf8.count)) + Array(comment.utf8)
    return archive + directory + [0x50, 0x4B, 5, 6] + end
  }

  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var bytes = bytes
    return bytes.withUnsafeMutableBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: source.count + 100) { target, count in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        deflate(&stream, Z_FINISH)
        count = target.count - Int(stream.avail_out)
      }
    }
  }

  private var files: [(name: String, bytes: [UInt8])] {
    [("images.npy", NumPyFile.encoded(images)), ("labels.npy", NumPyFile.encoded([3, 4]))]
  }

  @Test(arguments: [false, true]) func arraysByName(isDeflated: Bool) throws {
    let bytes = zip(
      files + [("readme.txt", [1])], isDeflated: isDeflated, comment: "PK is in a comment, too")
    let archive = try NumPyArchive(bytes: bytes, path: "t")
    #expect(archive.names == ["images", "labels"])
    #expect(try archive.array("images").tensor() == images)
    #expect(try archive.array("labels").integers() == [3, 4])
    #expect(
      throws: FileError(
        path: "t",
        problem: .archive(.missing(name: "image", nearby: ["images", "labels"])))
    ) { try archive.array("image") }
  }

  @Test func aFileOnDiskIsReadToo() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(zip(files), as: "two.npz")
    let archive = try NumPyArchive(contentsOf: path)
    #expect(archive.path == path)
    #expect(try archive.array("images").tensor() == images)
    #expect(throws: FileError.self) { try NumPyArchive(contentsOf: folder.file("none.npz")) }
  }

  @Test func whatCannotBeRead() throws {
    func problem(_ bytes: [UInt8]) -> ArchiveProblem? {
      do {
        _ = try NumPyArchive(bytes: bytes, path: "t").array("images")
      } catch let error as FileError {
        if case .content(let problem) = error.problem { return problem as? ArchiveProblem }
      } catch {}
      return nil
    }
    #expect(problem(zip(files, flags: 1)) == .encrypted(name: "images.npy"))
    #expect(problem(zip(files, method: 12)) == .unknownMethod(name: "images.npy", method: 12))
    for isDeflated in [false, true] {
      var bytes = zip(files, isDeflated: isDeflated)
      // A byte of the first array.
      bytes[30 + 10 + 4 + 40] ^= 1
      #expect(problem(bytes) == .damaged(name: "images.npy"))
    }
    #expect(problem(Array(zip(files).dropLast())) == .noDirectory)
  }

  /// A few bytes must not ask for a gigabyte.
  @Test func aSizeThatCannotBeIsDamage() throws {
    var bytes = zip([("images.npy", [1, 2, 3])], isDeflated: true)
    let directory = try #require(
      bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes.replaceSubrange(directory + 24..<directory + 28, with: [0, 0, 0, 0x3F])
    #expect(
      throws: FileError(path: "t", problem: .archive(.damaged(name: "images.npy")))
    ) { try NumPyArchive(bytes: bytes, path: "t").array("images") }
  }
}
