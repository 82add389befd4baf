/// Saves model files whole: under the final name there is always the old file or the new one.
public enum SafeFile {
  /// Saves `bytes` under `path`.
  ///
  /// - Throws: ``FileError`` with ``SaveProblem``.
  public static func save(_ bytes: [UInt8], to path: String) throws(FileError) {
    try save([bytes], to: path, through: SystemFiles())
  }

  /// Saves the concatenation of `parts` under `path`.
  package static func save(
    _ parts: [[UInt8]], to path: String, through files: some FileSystem
  ) throws(FileError) {
    try replace([.init(path, parts)], through: files)
  }

  /// Saves files that belong together: none is replaced before all of them are on the disk.
  package static func save(
    together contents: [(path: String, bytes: [UInt8])],
    through files: some FileSystem = SystemFiles()
  ) throws(FileError) {
    try replace(contents.map { .init($0.path, [$0.bytes]) }, through: files)
  }

  private static func replace(
    _ contents: [FileReplacement.Content], through files: some FileSystem
  ) throws(FileError) {
    do throws(FileReplacement.Failure) {
      try FileReplacement.replace(contents, through: files)
    } catch {
      throw FileError(path: error.path, problem: .save(error.problem))
    }
  }
}
