import Files

/// An archive of NumPy arrays, as `numpy.savez` and `numpy.savez_compressed` write it: a ZIP archive
/// of `.npy` files.
///
///     let archive = try NumPyArchive(contentsOf: "mnist.npz")
///     let images = try archive.array("x_train").tensor()
public struct NumPyArchive: Sendable {
  /// The file, as the caller named it; only messages use it.
  public let path: String
  /// The names of the arrays, in the order of the archive.
  public let names: [String]

  private static let ending = ".npy"
  private let archive: ZipArchive

  /// Reads a file from disk.
  ///
  /// - Throws: ``FileError`` when it cannot be read or does not keep to the format.
  public init(contentsOf path: String) throws(FileError) {
    try self.init(bytes: try FileBytes.read(path), path: path)
  }

  /// Reads a file that is in memory; `path` is its name in messages.
  public init(bytes: [UInt8], path: String) throws(FileError) {
    self.path = path
    do throws(ArchiveProblem) {
      archive = try ZipArchive(bytes)
    } catch {
      throw .unreadable(bytes, path: path, as: .npz, wanted: "archive of arrays", .archive(error))
    }
    names = archive.entries.map(\.name).filter { $0.hasSuffix(Self.ending) }
      .map { String($0.dropLast(Self.ending.count)) }
  }

  /// The array of that name.
  public func array(_ name: String) throws(FileError) -> NumPyFile {
    let bytes: [UInt8]
    do throws(ArchiveProblem) {
      guard let entry = archive.entries.first(where: { $0.name == name + Self.ending }) else {
        throw .missing(name: name, nearby: names)
      }
      bytes = try archive.contents(of: entry)
    } catch {
      throw FileError(path: path, problem: .archive(error))
    }
    return try NumPyFile(bytes: bytes, path: "\(path), \(name)")
  }
}
