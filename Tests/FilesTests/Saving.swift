import Files

extension FileReplacement {
  /// Saves one file on the file system of the machine.
  static func save(_ bytes: [UInt8], to path: String) throws(Failure) {
    try save([bytes], to: path, through: SystemFiles())
  }

  /// Saves one file from its parts.
  static func save(
    _ parts: [[UInt8]], to path: String, through files: some FileSystem
  ) throws(Failure) {
    try replace([Content(path, parts)], through: files)
  }
}
