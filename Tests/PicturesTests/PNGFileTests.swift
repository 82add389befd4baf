import FileTesting
import Files
import Foundation
import Pictures
import Platform
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
      (file + "/image.png", "open folder", ENOTDIR),
      (folder.path + "/missing/image.png", "open folder", ENOENT),
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
    @Test(
      .enabled(
        if: SmallFileSystem.canBeMounted, "no file system can be mounted here; NOT TESTED"))
    func aFullDiskLeavesWhatWasThere() throws {
      let disk = try #require(SmallFileSystem(on: folder, size: "64k"))
      defer { withExtendedLifetime(disk) {} }
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
  #endif

  @Test func everyTruncationIsOneError() throws {
    let bytes = try PNGFile.encoded(noise(width: 5, height: 7))
    for length in 0..<bytes.count {
      let path = try folder.write(Array(bytes[..<length]), as: "short.png")
      let error = pictureError { _ = try PNGFile.read(path: path) }
      #expect(
        length == 0
          ? error == .otherFormat(path: path, kind: .empty) : error?.isDamage == true,
        "\(length) bytes")
    }
  }

  /// As libpng and Pillow read them; how many there are is told.
  @Test(arguments: [[0], [10], [0, 0, 0, 1, 2, 3]] as [[UInt8]])
  func bytesAfterTheEndAreTold(bytes: [UInt8]) throws {
    let image = noise(width: 2, height: 2)
    let path = try folder.write(try PNGFile.encoded(image) + bytes, as: "a.png")
    let picture = try PNGFile.picture(path: path)
    #expect(picture.image == image && picture.trailingBytes == bytes.count)
  }

  /// One row of 8-bit colours, with opacity where there are four channels, put together by hand.
  private func colour(_ pixels: [[UInt8]], before: [UInt8] = []) throws -> String {
    let row = [0] + pixels.joined()
    // Stored, not compressed: a header, one last block, the checksum of Adler.
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in row {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    let length = UInt16(row.count)
    let stored =
      [0x78, 1, 1] + bytes(length.byteSwapped) + bytes((~length).byteSwapped) + row
      + bytes(b << 16 | a)
    let type: UInt8 = pixels[0].count == 4 ? 6 : 2
    return try folder.write(
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        + chunk("IHDR", bytes(UInt32(pixels.count)) + bytes(UInt32(1)) + [8, type, 0, 0, 0])
        + before + chunk("IDAT", stored) + chunk("IEND", []), as: "colour.png")
  }

  private func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let content = Array(name.utf8) + data
    var crc = ~UInt32(0)
    for byte in content {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1) * 0xEDB8_8320 }
    }
    return bytes(UInt32(data.count)) + content + bytes(~crc)
  }

  /// (6968 R + 23434 G + 2366 B) / 32768, whatever gamma and colours the file declares.
  @Test func greyOfColour() throws {
    let colours: [[UInt8]] = [
      [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [10, 200, 100], [128, 128, 128],
    ]
    let grey: [UInt8] = [54, 182, 18, 236, 152, 128]
    for before in [
      [], chunk("gAMA", bytes(UInt32(45455))), chunk("sRGB", [0]),
      chunk(
        "cHRM",
        [31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000].flatMap { bytes(UInt32($0)) }),
    ] {
      #expect(try PNGFile.read(path: try colour(colours, before: before)).pixels == grey)
    }
  }

  @Test func transparencyShowsTheBackground() throws {
    let path = try colour([[0, 0, 0, 255], [0, 0, 0, 0], [255, 255, 255, 51], [255, 0, 0, 128]])
    let black = try PNGFile.picture(path: path)
    #expect(black.image.pixels == [0, 0, 51, 27] && black.isTransparent)
    #expect(try PNGFile.picture(path: path, background: 255).image.pixels == [0, 255, 255, 154])
    let opaque = try PNGFile.picture(path: try colour([[9, 9, 9, 255]]), background: 255)
    #expect(opaque.image.pixels == [9] && !opaque.isTransparent)
  }

  @Test func whatIsNotAPictureIsAnError() throws {
    let text = try folder.write(Array("hello".utf8), as: "a.png")
    #expect(
      pictureError { _ = try PNGFile.read(path: text) } == .otherFormat(path: text, kind: .text))
    let other = try folder.write([1, 2, 3], as: "a.png")
    #expect(
      pictureError { _ = try PNGFile.read(path: other) }
        == .damaged(path: other, reason: "it does not start as a PNG file does"))
    #expect(
      pictureError { _ = try PNGFile.read(path: folder.path) }
        == .file(FileError(path: folder.path, problem: .system(.call("read", errno: EISDIR)))))
    let missing = folder.path + "/missing"
    #expect(
      pictureError { _ = try PNGFile.read(path: missing) }
        == .file(FileError(path: missing, problem: .system(.call("open", errno: ENOENT)))))
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

extension PictureError {
  fileprivate var isDamage: Bool { if case .damaged = self { true } else { false } }
}
