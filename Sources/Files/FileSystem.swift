import Platform

/// The calls of the operating system that a save makes, one method each, so that a test can make
/// each of them fail in turn. Names are those in a folder that was opened before, whatever becomes
/// of its own name. A failure throws ``SystemProblem/call(_:errno:)``, `EINTR` included: who calls
/// decides whether to try again.
package protocol FileSystem: Sendable {
  /// Opens a folder, to work in it and to synchronize it.
  func openFolder(_ path: String) throws(SystemProblem) -> Int32
  /// Creates a file for writing that must not exist yet, and returns its descriptor.
  ///
  /// - Parameter mode: its permissions, before the user's mask.
  func create(_ name: String, in folder: Int32, mode: mode_t) throws(SystemProblem) -> Int32
  /// Sets the permissions of a file, where it has others.
  func setMode(_ descriptor: Int32, _ mode: mode_t) throws(SystemProblem)
  /// Writes some of the bytes, and returns how many.
  func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemProblem) -> Int
  /// Waits until the file's, or folder's, content is on the disk.
  func synchronize(_ descriptor: Int32) throws(SystemProblem)
  func close(_ descriptor: Int32) throws(SystemProblem)
  func rename(_ source: String, to target: String, in folder: Int32) throws(SystemProblem)
  func unlink(_ name: String, in folder: Int32) throws(SystemProblem)
  /// Opens a file that is finished, to be synchronized.
  func open(_ name: String, in folder: Int32) throws(SystemProblem) -> Int32
}

extension FileSystem {
  /// Removes a file by its path.
  package func unlink(_ path: String) throws(SystemProblem) { try unlink(path, in: AT_FDCWD) }

  package func setMode(_ descriptor: Int32, _ mode: mode_t) throws(SystemProblem) {
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & 0o777 == mode { return }
    guard fchmod(descriptor, mode) == 0 else { throw .call("chmod", errno: errno) }
  }
}

/// The file system of the machine.
package struct SystemFiles: FileSystem {
  package init() {}

  package func openFolder(_ path: String) throws(SystemProblem) -> Int32 {
    let descriptor = Platform.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    #if os(Linux)
      // A folder that may be written to but not listed: it cannot be synchronized either.
      if descriptor < 0, errno == EACCES {
        return try Self.check(
          "open folder", Platform.open(path, Self.withoutAccess | O_DIRECTORY | O_CLOEXEC))
      }
    #endif
    return try Self.check("open folder", descriptor)
  }

  #if os(Linux)
    /// `O_PATH`, which the headers show only to those who ask for GNU's extensions.
    private static let withoutAccess: Int32 = 0o10000000
  #endif

  package func create(
    _ name: String, in folder: Int32, mode: mode_t
  ) throws(SystemProblem) -> Int32 {
    try Self.check(
      "create", openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode))
  }

  package func write(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer
  ) throws(SystemProblem) -> Int {
    let written = Platform.write(descriptor, bytes.baseAddress, bytes.count)
    guard written >= 0 else { throw .call("write", errno: errno) }
    return written
  }

  package func synchronize(_ descriptor: Int32) throws(SystemProblem) {
    #if os(macOS)
      // There, fsync only hands the data to the drive, which may keep it in a volatile cache.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    _ = try Self.check("fsync", fsync(descriptor))
  }

  package func close(_ descriptor: Int32) throws(SystemProblem) {
    _ = try Self.check("close", Platform.close(descriptor))
  }

  package func rename(
    _ source: String, to target: String, in folder: Int32
  ) throws(SystemProblem) {
    _ = try Self.check("rename", renameat(folder, source, folder, target))
  }

  package func unlink(_ name: String, in folder: Int32) throws(SystemProblem) {
    _ = try Self.check("unlink", unlinkat(folder, name, 0))
  }

  package func open(_ name: String, in folder: Int32) throws(SystemProblem) -> Int32 {
    try Self.check("open", openat(folder, name, O_RDONLY | O_CLOEXEC))
  }

  private static func check(_ call: String, _ result: Int32) throws(SystemProblem) -> Int32 {
    guard result >= 0 else { throw .call(call, errno: errno) }
    return result
  }
}
