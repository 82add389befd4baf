import FileTesting
import Files
import Testing

@Suite struct FileKindTests {
  /// How files of each kind begin.
  private static let beginnings: [(FileKind, [UInt8])] = [
    (.empty, []), (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    (.jpeg, [0xFF, 0xD8, 0xFF, 0xE0]), (.gif, Array("GIF89a".utf8) + [1, 0]),
    (.bmp, [0x42, 0x4D, 0x36, 0x10, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0]),
    (.tiff, [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]), (.tiff, [0x4D, 0x4D, 0, 0x2A]),
    (.webp, Array("RIFF".utf8) + [9, 0, 0, 0] + Array("WEBP".utf8)),
    (.numpy, [0x93] + Array("NUMPY".utf8) + [1, 0]), (.npz, zip("arr_0.npy")),
    (.torch, zip("archive/data.pkl")), (.torch, [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C]),
    (.keras, zip("metadata.json")), (.zip, zip("a.txt")), (.zip, [0x50, 0x4B, 5, 6]),
    (.pickle, [0x80, 4, 0x95, 1]), (.hdf5, [0x89] + Array("HDF\r\n".utf8) + [0x1A, 0x0A]),
    (.safetensors, [2, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8)),
    (.safetensorsIndex, Array(#"{"metadata": {}, "weight_map": {"#.utf8)),
    (.idx, [0, 0, 8, 3, 0, 0, 0, 1]), (.gzip, [0x1F, 0x8B, 8]),
    (.matlab, Array("MATLAB 5.0 MAT-file, Platform".utf8)), (.parquet, Array("PAR1".utf8) + [0x15]),
    (.archive, Array("BZh91AY".utf8)),
    (.archive, [UInt8](repeating: 0, count: 257) + Array("ustar".utf8)),
    (.gitLFSPointer, Array("version https://git-lfs.github.com/spec/v1\noid sha256:0".utf8)),
    (.html, Array("\n<!DOCTYPE html><html>".utf8)), (.html, Array("<HTML>".utf8)),
    (.json, Array("{\"a\": 1}".utf8)), (.text, Array("what I saw, Grüße".utf8)),
    // Words that begin as others' marks do.
    (.text, Array("BMW".utf8)), (.pdf, Array("%PDF-1.7".utf8)),
  ]

  /// The first header of a ZIP archive.
  private static func zip(_ name: String) -> [UInt8] {
    [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 22) + [UInt8(name.utf8.count), 0, 0, 0]
      + Array(name.utf8) + [1, 2, 3]
  }

  @Test func aFileIsCalledWhatItsFirstBytesSay() throws {
    let folder = TemporaryFolder()
    for (kind, bytes) in Self.beginnings {
      #expect(FileKind(beginning: bytes) == kind)
      #expect(FileKind(ofFile: try folder.write(bytes, as: "any.name")) == kind)
    }
  }

  @Test func whatCannotBeToldIsNotGuessed() throws {
    #expect(FileKind(beginning: [1, 2, 3, 4]) == nil)
    #expect(FileKind(beginning: [0, 0, 8]) == nil)
    let folder = TemporaryFolder()
    for path in [folder.path, folder.path + "/none", "/dev/null"] {
      #expect(FileKind(ofFile: path) == nil, "\(path)")
    }
  }
}
