#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Small files as other programs write them, by name, put together byte by byte.
enum ForeignFiles {
  /// Writes all of them into a folder.
  static func write(to folder: borrowing ScriptFolder) throws {
    for (name, bytes) in arrays + tensors + labelledImages + pictures {
      let path = "\(folder.path)/\(name)"
      try FileManager.default.createDirectory(
        atPath: String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]),
        withIntermediateDirectories: true)
      try folder.write(name, bytes: bytes)
    }
    for name in ["ipynb/.ipynb_checkpoints", "emptyclass/C"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }
  }

  // MARK: - NumPy

  private static let counting = (0..<12).flatMap { little(Float($0).bitPattern) }
  private static let shape = "'fortran_order': False, 'shape': (3, 4)"

  private static func numpy(
    _ header: String, _ data: [UInt8], version: UInt8 = 1
  ) -> [UInt8] {
    let text = Array(header.utf8) + [0x0A]
    let length = version == 1 ? little(UInt16(text.count)) : little(UInt32(text.count))
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text + data
  }

  private static let arrays: [(String, [UInt8])] = {
    let bytes = (0..<12).map { UInt8($0) }
    let plain = numpy("{'descr': '<f4', \(shape), }", counting)
    let labels = numpy(
      "{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }",
      (0..<3).flatMap { little(Int64($0)) })
    return [
      ("cnpy_u1.npy", numpy("{'descr': '<u1', \(shape), }", bytes)),
      ("cnpy_i1.npy", numpy("{'descr': '<i1', \(shape), }", bytes)),
      ("noorder_u1.npy", numpy("{'descr': 'u1', \(shape), }", bytes)),
      (
        "py2_long.npy",
        numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (3L, 4L), }", counting)
      ),
      ("tabs.npy", numpy("{'descr': '<f4',\t\(shape), }\r", counting)),
      ("tight.npy", numpy("{'descr':'<f4','fortran_order':False,'shape':(3,4)}", counting)),
      ("v2.npy", numpy("{'descr': '<f4', \(shape), }", counting, version: 2)),
      (
        "big_f4.npy",
        numpy("{'descr': '>f4', \(shape), }", (0..<12).flatMap { big(Float($0).bitPattern) })
      ),
      ("plain.npz", zip([("images.npy", plain), ("labels.npy", labels)])),
      ("small.npz", zip([("images.npy", plain)])), ("two.npy", plain + plain),
      (
        "struct.npy",
        numpy("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 0])
      ),
      ("complex.npy", numpy("{'descr': '<c8', \(shape), }", counting + counting)),
      (
        "long.npy",
        numpy("{'descr': '<f4', \(shape), }" + String(repeating: " ", count: 10_000), [])
      ),
      ("json.npy", Array("{\"a\": 1}".utf8)),
    ]
  }()

  // MARK: - Safetensors, and what is taken for them

  private static func safetensors(_ header: String, _ data: [UInt8]) -> [UInt8] {
    little(UInt64(header.utf8.count)) + Array(header.utf8) + data
  }

  private static let tensors: [(String, [UInt8])] = {
    let data = (0..<6).flatMap { little(Float($0).bitPattern) }
    let w = #""w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}"#
    let q = #""q":{"dtype":"F8_E4M3","shape":[2,3],"data_offsets":[24,30]}"#
    return [
      ("fp8.safetensors", safetensors("{\(w),\(q)}", data + [0, 0x38, 0x40, 0x44, 0x48, 0x4A])),
      ("meta_null.safetensors", safetensors("{\"__metadata__\":null,\(w)}", data)),
      ("h5.h5", [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A] + [UInt8](repeating: 0, count: 60)),
      ("torch.pt", zip([("archive/data.pkl", [0x80, 2])])),
      ("old.pt", [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46]),
      ("data.pkl", [0x80, 4, 0x95, 7, 0, 0, 0, 0, 0, 0, 0]),
      ("lfs.safetensors", Array("version https://git-lfs.github.com/spec/v1\nsize 24\n".utf8)),
      (
        "model.safetensors.index.json",
        Array(#"{"metadata":{},"weight_map":{"w":"model-00001-of-00001.safetensors"}}"#.utf8)
      ),
    ]
  }()

  // MARK: - IDX

  private static func idx(_ extents: [Int], _ bytes: [UInt8], type: UInt8 = 8) -> [UInt8] {
    [0, 0, type, UInt8(extents.count)] + extents.flatMap { big(UInt32($0)) } + bytes
  }

  /// A cross for each label, another one for each, and not the same when it is turned.
  private static func crosses(_ labels: [Int], side: Int) -> [UInt8] {
    labels.flatMap { label in
      (0..<side * side).map { pixel in
        let (row, column) = (pixel / side, pixel % side)
        return row == label % side ? 255 : column == 1 ? 180 : 0
      }
    }
  }

  private static let labelledImages: [(String, [UInt8])] = {
    let digits = (0..<20).map { $0 % 10 }
    let pixels = crosses(digits, side: 8)
    let images = idx([20, 8, 8], pixels)
    let labels = idx([20], digits.map { UInt8($0) })
    let letters = Array(1...26)
    let signs = (0..<25).filter { $0 != 9 }
    var files: [(String, [UInt8])] = [
      ("emnist-letters-images", idx([26, 28, 28], crosses(letters, side: 28))),
      ("letters-labels", idx([26], letters.map { UInt8($0) })),
      ("sign-images", idx([24, 28, 28], crosses(signs, side: 28))),
      ("sign-labels", idx([24], signs.map { UInt8($0) })),
      ("seven-labels", idx([20], [UInt8](repeating: 7, count: 20))),
      ("images", images), ("labels", labels),
      ("labels-int", idx([20], digits.flatMap { big(Int32($0)) }, type: 0x0C)),
      ("labels-short", idx([20], digits.flatMap { big(Int16($0)) }, type: 0x0B)),
      (
        "labels-qmnist",
        idx(
          [20, 8], digits.flatMap { [$0, 7, 0, 0, 0, 0, 70_000, 0] }.flatMap { big(Int32($0)) },
          type: 0x0C)
      ),
      ("labels-column", idx([20, 1], digits.map { UInt8($0) })),
      ("labels-onehot", idx([20, 10], [UInt8](repeating: 0, count: 200))),
      ("images-flat", idx([20, 64], pixels)), ("images-channel", idx([20, 8, 8, 1], pixels)),
      (
        "images-float",
        idx([20, 8, 8], pixels.flatMap { big((Float($0) / 255).bitPattern) }, type: 0x0D)
      ),
      ("images-colour", idx([20, 8, 8, 3], pixels + pixels + pixels)),
      ("padded.gz", gzip(images) + [UInt8](repeating: 0, count: 512)),
      ("html.gz", Array("<!DOCTYPE html><html></html>\n".utf8)),
      ("twice.gz", gzip(gzip(images))), ("images.zip", zip([("images-idx3-ubyte", images)])),
    ]
    for (place, name) in [
      ("dotted/", { $0.replacing("-idx", with: ".idx") }), ("kaggle/", { "\($0)/\($0)" }),
      ("MNIST/raw/", { $0 }),
    ] as [(String, (String) -> String)] {
      for part in ["train", "t10k"] {
        files.append((place + name("\(part)-images-idx3-ubyte"), images))
        files.append((place + name("\(part)-labels-idx1-ubyte"), labels))
      }
    }
    return files
  }()

  // MARK: - PNG

  /// A square of 8x8 samples; `channels` as the colour type has them, `depth` 8 or 16.
  private static func png(
    _ samples: [Int], color: UInt8 = 0, depth: UInt8 = 8, side: Int = 8
  ) -> [UInt8] {
    let perRow = samples.count / side
    let raw = (0..<side).flatMap { row -> [UInt8] in
      let samples = samples[row * perRow..<(row + 1) * perRow]
      return [0] + samples.flatMap { depth == 8 ? [UInt8($0)] : big(UInt16($0)) }
    }
    let size = big(UInt32(side))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", size + size + [depth, color, 0, 0, 0])
      + chunk("IDAT", [0x78, 1] + stored(raw) + big(adler(raw))) + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    big(UInt32(data.count)) + Array(name.utf8) + data + big(crc(Array(name.utf8) + data))
  }

  private static let pictures: [(String, [UInt8])] = {
    let square = (0..<64).map { $0 % 8 < 4 ? 255 : 0 }
    let picture = png(square)
    func classes(_ folder: String, _ bytes: [UInt8]) -> [(String, [UInt8])] {
      [("\(folder)/A/0.png", bytes), ("\(folder)/B/0.png", bytes)]
    }
    let transparent = png(square.flatMap { [0, 0, 0, $0] }, color: 6)
    return [
      "plain", "thumbs", "desktopini", "macosx", "ipynb", "emptyfile", "jpegnamed", "jpg",
      "labelstxt", "deep", "emptyclass", "split/training", "split/testing", "trainval/train",
      "trainval/val",
      "trailingnewline", "trailingzeros", "with space/Über klasse",
    ].flatMap { classes($0, picture) } + classes("blackontransparent", transparent)
      + classes("gray16low", png(square, depth: 16))
      + classes("gray16", png(square.map { $0 * 257 }, depth: 16)) + [
        ("flat/0.png", picture), ("flat/1.png", picture),
        ("thumbs/A/Thumbs.db", [0xD0, 0xCF, 0x11, 0xE0]),
        ("desktopini/B/desktop.ini", Array("[.ShellClassInfo]\r\n".utf8)),
        ("macosx/__MACOSX/A/._0.png", [0, 5, 0x16, 7]), ("emptyfile/A/1.png", []),
        ("jpegnamed/A/9.png", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]),
        ("jpg/A/9.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]),
        ("labelstxt/A/labels.txt", [0x78, 0x0A]),
        ("deep/A/more/0.png", picture), ("trailingnewline/A/0.png", picture + [0x0A]),
        ("trailingzeros/A/0.png", picture + [UInt8](repeating: 0, count: 16)),
      ]
  }()

  // MARK: - Containers

  /// A gzip file whose data are stored, not compressed.
  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF] + stored(bytes) + little(crc(bytes))
      + little(UInt32(bytes.count))
  }

  /// Deflate's last block, stored; it takes up to 65,535 bytes.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    [1] + little(UInt16(bytes.count)) + little(~UInt16(bytes.count)) + bytes
  }

  /// A ZIP archive of stored files.
  private static func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in files {
      let common =
        [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + little(crc(bytes)) + little(UInt32(bytes.count))
        + little(UInt32(bytes.count)) + little(UInt16(name.utf8.count)) + [0, 0]
      directory +=
        [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
        + little(UInt32(archive.count)) + Array(name.utf8)
      archive += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
    }
    return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(UInt16(files.count))
      + little(UInt16(files.count)) + little(UInt32(directory.count))
      + little(UInt32(archive.count)) + [0, 0]
  }

  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1) * 0xEDB8_8320 }
    }
  }

  private static func adler(_ bytes: [UInt8]) -> UInt32 {
    var (a, b) = (UInt32(1), UInt32(0))
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }

  private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func big(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
