import Platform

#if os(Linux)
  /// A file system of a few bytes in memory, mounted on a folder until the value goes away: a disk
  /// that really is full.
  package final class SmallFileSystem {
    private let path: String

    /// - Returns: nil where the system refuses, which takes root, and in a container may take more.
    package init?(on folder: TemporaryFolder, size: String) {
      path = folder.path
      guard mount("tmpfs", path, "tmpfs", 0, "size=\(size)") == 0 else { return nil }
    }

    deinit { umount(path) }

    /// Whether one can be mounted here, for tests that need it.
    package static let canBeMounted = SmallFileSystem(on: TemporaryFolder(), size: "64k") != nil
  }
#endif
