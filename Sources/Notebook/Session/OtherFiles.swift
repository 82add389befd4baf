import ModelFiles
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a file or a folder is that `open` was given in place of a checkpoint, and what it is for.
enum OtherFiles {
  /// The error of reading something as a checkpoint, told by what it is where that can be known.
  ///
  /// - Parameter written: the path as the user wrote it, for what to type instead.
  static func problem(for error: ModelFileError, written: String) -> Problem {
    let found: (what: String, advice: String?)?
    switch error.problem {
    case .checkpoint(.empty): found = folder(error.path, written)
    case .checkpoint(.notACheckpoint):
      found = (
        "is a safetensors file, no checkpoint",
        "`read(\"\(written)\", \"NAME\")` gets a tensor out of it"
      )
    case .safetensors: found = file(error.path, written)
    default: found = nil
    }
    guard let found else { return .file("\(error)", advice: nil) }
    return .file("\(error.path) \(found.what)", advice: found.advice)
  }

  // MARK: - Files

  private static func file(_ path: String, _ written: String) -> (String, String?)? {
    guard let start = beginning(of: path) else { return nil }
    let keras = "`import keras DIR` takes over a model from the folder of its four files"
    guard !start.isEmpty else { return ("is an empty file, no checkpoint", nil) }
    for (bytes, what, advice) in [
      (
        [0x89, 0x50, 0x4E, 0x47], "a PNG picture",
        "`load folder DIR` takes pictures as data, a folder for each class"
      ),
      ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array", "`read(\"\(written)\")` gets it"),
      ([0x89, 0x48, 0x44, 0x46], "an HDF5 file", keras),
      ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive", keras),
      (
        [0x1F, 0x8B], "a gzip file",
        "`load mnist from=DIR` and `load idx images=FILE labels=FILE` read data"
      ),
      ([0, 0, 8], "an IDX file of data", "`load idx images=FILE labels=FILE` reads it"),
    ] as [([UInt8], String, String)] where start.starts(with: bytes) {
      return ("is \(what), no checkpoint", advice)
    }
    guard isText(start) else { return nil }
    guard start.first != UInt8(ascii: "{") else { return ("is a JSON file, no checkpoint", keras) }
    return ("is a text file, no checkpoint", "`run \(written)` runs a script")
  }

  /// As far as it takes to know it; nil where it cannot be read.
  private static func beginning(of path: String) -> [UInt8]? {
    let descriptor = Self.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : Array(bytes[..<count])
  }

  private static func open(_ path: String, _ flags: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, flags)
    #elseif canImport(Musl)
      Musl.open(path, flags)
    #else
      Darwin.open(path, flags)
    #endif
  }

  /// Whether bytes have no control characters but those of text.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }
  }

  // MARK: - Folders

  private static func folder(_ path: String, _ written: String) -> (String, String?) {
    let names = Folder.readableNames(in: path)
    func isFolderWithPictures(_ name: String) -> Bool {
      Folder.readableNames(in: "\(path)/\(name)").contains { $0.lowercased().hasSuffix(".png") }
    }
    if names.contains("generator.json") || names.contains("generator_weights.hdf5") {
      return (
        "is the folder of a Keras model, no checkpoint", "`import keras \(written)` takes it over"
      )
    }
    if let name = names.last(where: { $0.hasSuffix(".checkpoint") && !$0.hasPrefix(".") }) {
      return (
        "has no checkpoint of `train checkpoint=DIR` in it",
        "`open \(written)/\(name)` goes on from a file of `save`"
      )
    }
    if names.contains(where: { $0.hasPrefix("train-images") }) {
      return ("is a folder of data, no checkpoint", "`load mnist from=\(written)` reads it")
    }
    if names.prefix(20).contains(where: isFolderWithPictures) {
      return (
        "is a folder of pictures, no checkpoint", "`load folder \(written)` takes them as data"
      )
    }
    return (
      names.isEmpty ? "is an empty folder" : "has no checkpoint in it",
      "`train checkpoint=\(written)` puts some there"
    )
  }
}
