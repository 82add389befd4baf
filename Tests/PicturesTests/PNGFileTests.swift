import FileTesting
import Foundation
import Pictures
import SafeFiles
import Testing

@Suite struct PNGFileTests {
  let folder = TemporaryFolder()

  private func unchanged(_ cause: SystemProblem) -> SaveProblem {
    SaveProblem(cause: cause, isInPlace: false)
  }

  @Test(arguments: [(1, 1), (28, 28), (3, 200), (298, 298)])
  func whatIsWrittenIsRead(width: Int, height: Int) throws {
    let image = noise(width: width, height: height)
    let path = folder.path + "/image.png"
    try PNGFile.write(image, to: path)
    #expect(try PNGFile.read(path: path) == image)
    #expect(folder.names == ["image.png"], "the temporary file is gone")
  }

  /// The header says 8 bits, grey, not interlaced.
  @Test func theFileIsAnEightBitGreyPNG() throws {
    let bytes = try PNGFile.encoded(noise(width: 258, height: 3))
    #expect(Array(bytes[..<8]) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(Array(bytes[12..<29]) == Array("IHDR".utf8) + [0, 0, 1, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0])
  }

  /// Pictures of other kinds, put together by Python's `zlib` and `struct`.
  private static let otherKinds: [(kind: String, base64: String, pixels: [UInt8])] = [
    (
      "16 bits",
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAAAAACB2fwVAAAADUlEQVR4nGP4/9/BAQAHvgJ/lqfY"
        + "NwAAAABJRU5ErkJggg==",
      [255, 64]
    ),
    (
      "red, green, blue",
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAAEklEQVR4nGP4//8/AwNDVFQUABoO"
        + "BAyLzkvRAAAAAElFTkSuQmCC",
      [255, 0, 90]
    ),
    (
      "palette",
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAMAAADD/I+4AAAABlBMVEUKCgrIyMgo0bJQAAAAC0lE"
        + "QVR4nGNgZAAAAAUAAtFmM3gAAAAASUVORK5CYII=",
      [200, 10]
    ),
    (
      "grey with alpha",
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAQAAACx6dw/AAAAD0lEQVR4nGM48f8Ew///AA/PBI5D"
        + "0qLeAAAAAElFTkSuQmCC",
      [200, 0, 255]
    ),
    (
      "one bit",
      "iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAQAAAADRRzJgAAAACklEQVR4nGPYAAAAsgCxVQroKgAA"
        + "AABJRU5ErkJggg==",
      [255, 0, 255, 255]
    ),
  ]

  @Test func otherKindsBecomeGrey() throws {
    for (kind, base64, pixels) in Self.otherKinds {
      let bytes = try #require(Data(base64Encoded: base64))
      #expect(try PNGFile.decoded(Array(bytes), path: kind).pixels == pixels, "\(kind)")
    }
  }

  @Test func aFileThatIsThereIsReplacedAndKeepsItsMode() throws {
    let path = try folder.write([1, 2, 3], as: "image.png")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try PNGFile.write(noise(width: 4, height: 4), to: path)
    #expect(try PNGFile.read(path: path).width == 4)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
  }

  @Test func aLinkStaysALink() throws {
    let path = try folder.write([], as: "image.png")
    let link = folder.path + "/link.png"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try PNGFile.write(noise(width: 4, height: 4), to: link)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    #expect(try PNGFile.read(path: path).width == 4)
  }

  @Test func placesThatCannotBeWrittenAreErrors() throws {
    let file = try folder.write([], as: "file")
    for (path, call, number) in [
      (file + "/image.png", "create", ENOTDIR),
      (folder.path + "/missing/image.png", "create", ENOENT),
      (folder.path, "open", EISDIR),
    ] {
      let error = pictureError { try PNGFile.write(noise(width: 4, height: 4), to: path) }
      #expect(error == .save(path: path, unchanged(.call(call, errno: number))))
      #expect(error?.isAboutFile == true)
    }
    #expect(folder.names == ["file"])
  }

  #if os(Linux)
    @Test func aFullDeviceIsAnError() {
      for path in ["/dev/full", "/proc/image.png"] {
        let error = pictureError { try PNGFile.write(noise(width: 4, height: 4), to: path) }
        guard case .save(path, _) = error else {
          Issue.record("\(path): \(String(describing: error))")
          continue
        }
      }
      #expect(
        (try? FileManager.default.attributesOfItem(atPath: "/dev/full")[.type])
          as? FileAttributeType
          == .typeCharacterSpecial, "the device was replaced by a file")
    }

    /// On a disk of 64 kB the old picture must survive the new one that does not fit.
    @Test func aFullDiskLeavesWhatWasThere() throws {
      guard try run("mount", "-t", "tmpfs", "-o", "size=64k", "none", folder.path) else {
        print("skipped: a small tmpfs cannot be mounted here (that needs root)")
        return
      }
      defer { _ = try? run("umount", folder.path) }
      let path = folder.path + "/image.png"
      let small = noise(width: 16, height: 16)
      try PNGFile.write(small, to: path)
      let error = pictureError { try PNGFile.write(noise(width: 400, height: 400), to: path) }
      #expect(error == .save(path: path, unchanged(.call("write", errno: ENOSPC))))
      #expect(
        error?.description == "\(path): was not saved, and what was there before is unchanged: "
          + "no space left (write); free some, or choose another folder")
      #expect(folder.names == ["image.png"])
      #expect(try PNGFile.read(path: path) == small)
    }

    private func run(_ program: String, _ arguments: String...) throws -> Bool {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program] + arguments
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  #endif

  @Test func everyTruncationIsOneError() throws {
    let bytes = try PNGFile.encoded(noise(width: 5, height: 7))
    for length in 0..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "short.png")
      guard case .damaged(path, _) = pictureError({ _ = try PNGFile.read(path: path) }) else {
        Issue.record("\(length) bytes were taken for a picture")
        continue
      }
    }
  }

  @Test func bytesAfterTheEndAreAnError() throws {
    let path = try folder.write(try PNGFile.encoded(noise(width: 2, height: 2)) + [0], as: "a.png")
    #expect(
      pictureError { _ = try PNGFile.read(path: path) }
        == .damaged(path: path, reason: "there are bytes after its end"))
  }

  @Test func whatIsNotAPictureIsAnError() throws {
    let text = try folder.write(Array("hello".utf8), as: "a.png")
    #expect(
      pictureError { _ = try PNGFile.read(path: text) }
        == .damaged(path: text, reason: "it does not start as a PNG file does"))
    #expect(
      pictureError { _ = try PNGFile.read(path: folder.path) } == .notAFile(path: folder.path))
    let missing = folder.path + "/missing"
    #expect(
      pictureError { _ = try PNGFile.read(path: missing) }
        == .cannotRead(path: missing, reason: "No such file or directory"))
  }

  @Test func sidesHaveBounds() {
    let error = pictureError {
      _ = try PNGFile.encoded(GrayImage(width: PNGFile.largestSide + 1, height: 1))
    }
    #expect(
      error
        == .cannotEncode(width: 16385, height: 1, reason: "each side must be from 1 to 16384"))
    #expect(error?.isAboutFile == false)
    #expect(pictureError { _ = try PNGFile.encoded(GrayImage(width: 0, height: 0)) } != nil)
  }
}
