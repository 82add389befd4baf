import Platform

/// What a file is, told by its first bytes and never by its name: the one table for all that reads
/// files, so that a file of another kind is called what it is. The raw value is what it is called.
public enum FileKind: String, Sendable {
  case empty = "an empty file"

  case png = "a PNG picture"
  case jpeg = "a JPEG picture"
  case gif = "a GIF picture"
  case bmp = "a BMP picture"
  case tiff = "a TIFF picture"
  case webp = "a WebP picture"

  case numpy = "a NumPy array"
  case npz = "an archive of NumPy arrays (.npz)"
  case safetensors = "a safetensors file"
  case safetensorsIndex = "the index of a model in several safetensors files"
  case hdf5 = "an HDF5 file"
  case keras = "a Keras model (.keras)"
  case torch = "a PyTorch file (torch.save)"
  case pickle = "a Python pickle"
  case idx = "an IDX file of data"
  case matlab = "a MATLAB file (.mat)"
  case parquet = "a Parquet table"
  case arrow = "an Arrow table"
  case gguf = "a GGUF file"

  case gitLFSPointer = "a Git LFS pointer"
  case html = "a web page"
  case pdf = "a PDF document"
  case json = "a JSON file"
  case text = "a text file"

  case gzip = "a gzip file"
  case zip = "a ZIP archive"
  case archive = "an archive"

  /// As many bytes as it takes: the mark of a tar archive is the last.
  package static let beginningSize = 512

  /// What begins with these bytes; nil where that cannot be told.
  ///
  /// - Parameter bytes: the first ``beginningSize`` of the file, or all where there are fewer.
  package init?(beginning bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(Self.beginningSize))
    guard !start.isEmpty else {
      self = .empty
      return
    }
    guard let kind = Self.marked(start) ?? Self.inWords(start) else { return nil }
    self = kind
  }

  /// What a file is; nil where it cannot be read or told.
  package init?(ofFile path: String) {
    guard let start = Self.beginning(of: path) else { return nil }
    self.init(beginning: start)
  }

  // MARK: - Marks

  private static let marks: [(offset: Int, bytes: [UInt8], kind: FileKind)] = [
    (0, [0x89, 0x50, 0x4E, 0x47], .png), (0, [0xFF, 0xD8, 0xFF], .jpeg),
    (0, Array("GIF8".utf8), .gif), (0, [0x49, 0x49, 0x2A, 0], .tiff),
    (0, [0x4D, 0x4D, 0, 0x2A], .tiff), (8, Array("WEBP".utf8), .webp),
    (0, [0x93] + Array("NUMPY".utf8), .numpy), (0, [0x89] + Array("HDF".utf8), .hdf5),
    (0, [0x50, 0x4B, 3, 4], .zip), (0, [0x50, 0x4B, 5, 6], .zip), (0, [0x1F, 0x8B], .gzip),
    (0, Array("MATLAB 5.0 MAT-file".utf8), .matlab), (0, Array("PAR1".utf8), .parquet),
    (0, Array("ARROW1".utf8), .arrow), (0, Array("GGUF".utf8), .gguf),
    (0, Array("%PDF-".utf8), .pdf), (0, Array("BZh".utf8), .archive),
    (0, [0xFD] + Array("7zXZ".utf8), .archive), (0, [0x28, 0xB5, 0x2F, 0xFD], .archive),
    (0, [0x37, 0x7A, 0xBC, 0xAF], .archive), (0, Array("Rar!".utf8), .archive),
    (257, Array("ustar".utf8), .archive),
    (0, Array("version https://git-lfs.github.com/spec/".utf8), .gitLFSPointer),
  ]

  private static func marked(_ start: [UInt8]) -> FileKind? {
    for (offset, mark, kind) in marks where start.dropFirst(offset).starts(with: mark) {
      return kind == .zip ? zipped(start) : kind
    }
    switch start.first {
    case 0x42
    where start.dropFirst().first == 0x4D && start.dropFirst(6).starts(with: [0, 0, 0, 0]):
      return .bmp
    case 0x80 where start.count > 1 && (2...5).contains(start[1]):
      // Before its ZIP archives, PyTorch wrote a pickle of this number in front.
      return start.dropFirst(2).starts(with: [0x8A, 0x0A, 0x6C, 0xFC]) ? .torch : .pickle
    case 0 where start.count > 3 && start[1] == 0 && (8...14).contains(start[2]) && start[3] < 9:
      return .idx
    default:
      // The length of the header, below 2^32, and the header.
      return start.count > 8 && start[8] == UInt8(ascii: "{") && start[4..<8] == [0, 0, 0, 0]
        ? .safetensors : nil
    }
  }

  /// An archive by the name of its first file.
  private static func zipped(_ start: [UInt8]) -> FileKind {
    guard start.count > 30 else { return .zip }
    let length = Int(start[26]) | Int(start[27]) << 8
    let name = String(decoding: start.dropFirst(30).prefix(length), as: UTF8.self)
    if name.hasSuffix(".npy") { return .npz }
    if name.hasSuffix("/data.pkl") || name.hasSuffix("/version") { return .torch }
    return ["metadata.json", "config.json", "model.weights.h5"].contains(name) ? .keras : .zip
  }

  /// A text by what it begins with; nil where there are other control characters than those of
  /// text, or bytes that UTF-8 never has.
  private static func inWords(_ start: [UInt8]) -> FileKind? {
    guard
      // A character never begins with such a byte.
      start.first.map({ $0 & 0xC0 != 0x80 }) == true,
      start.allSatisfy({
        $0 >= 0x20 && $0 != 0x7F && $0 < 0xF8 || (0x09...0x0D).contains($0) || $0 == 0x1B
      })
    else { return nil }
    let text = String(decoding: start, as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let beginning = text.prefix(14).lowercased()
    if beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html") { return .html }
    guard text.first == "{" || text.first == "[" else { return .text }
    return text.contains("\"weight_map\"") ? .safetensorsIndex : .json
  }

  // MARK: - Files

  private static func beginning(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Of a terminal or a pipe a look takes away what is to be read.
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    var bytes = [UInt8](repeating: 0, count: beginningSize)
    let count = read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : Array(bytes[..<count])
  }
}
