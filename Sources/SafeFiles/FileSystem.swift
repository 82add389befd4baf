#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The calls of the operating system that a save makes, one method each, so that a test can make
/// each of them fail in turn. A failure throws ``SystemProblem/call(_:errno:)``, `EINTR` included:
/// who calls decides whether to try again.
package protocol FileSystem: Sendable {
  /// Creates a file for writing that must not exist yet, and returns its descriptor.
  func create(_ path: String) throws(SystemProblem) -> Int32
  /// Sets the permissions of a file.
  func setMode(_ descriptor: Int32, _ mode: mode_t) throws(SystemProblem)
  /// Writes some of the bytes, and returns how many.
  func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SystemProblem) -> Int
  /// Waits until the file's, or folder's, content is on the disk.
  func synchronize(_ descriptor: Int32) throws(SystemProblem)
  func close(_ descriptor: Int32) throws(SystemProblem)
  func rename(_ source: String, to target: String) throws(SystemProblem)
  func unlink(_ path: String) throws(SystemProblem)
  /// Opens a folder, or a file that is finished, to be synchronized.
  func open(_ path: String) throws(SystemProblem) -> Int32
}

extension FileSystem {
  package func setMode(_ descriptor: Int32, _ mode: mode_t) throws(SystemProblem) {
    guard fchmod(descriptor, mode) == 0 else { throw .call("chmod", errno: errno) }
  }
}

/// The file system of the machine.
package struct SystemFiles: FileSystem {
  package init() {}

  package func create(_ path: String) throws(SystemProblem) -> Int32 {
    #if canImport(Glibc)
      try Self.check("create", Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
    #else
      try Self.check("create", Darwin.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
    #endif
  }

  package func write(
    _ descriptor: Int32, _ bytes: UnsafeRawBufferPointer
  ) throws(SystemProblem) -> Int {
    #if canImport(Glibc)
      let written = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      let written = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
    guard written >= 0 else { throw .call("write", errno: errno) }
    return written
  }

  package func synchronize(_ descriptor: Int32) throws(SystemProblem) {
    #if canImport(Darwin)
      // There, fsync only hands the data to the drive, which may keep it in a volatile cache.
      if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
    #endif
    _ = try Self.check("fsync", fsync(descriptor))
  }

  package func close(_ descriptor: Int32) throws(SystemProblem) {
    #if canImport(Glibc)
      _ = try Self.check("close", Glibc.close(descriptor))
    #else
      _ = try Self.check("close", Darwin.close(descriptor))
    #endif
  }

  package func rename(_ source: String, to target: String) throws(SystemProblem) {
    #if canImport(Glibc)
      _ = try Self.check("rename", Glibc.rename(source, target))
    #else
      _ = try Self.check("rename", Darwin.rename(source, target))
    #endif
  }

  package func unlink(_ path: String) throws(SystemProblem) {
    #if canImport(Glibc)
      _ = try Self.check("unlink", Glibc.unlink(path))
    #else
      _ = try Self.check("unlink", Darwin.unlink(path))
    #endif
  }

  package func open(_ path: String) throws(SystemProblem) -> Int32 {
    #if canImport(Glibc)
      try Self.check("open", Glibc.open(path, O_RDONLY | O_CLOEXEC))
    #else
      try Self.check("open", Darwin.open(path, O_RDONLY | O_CLOEXEC))
    #endif
  }

  private static func check(_ call: String, _ result: Int32) throws(SystemProblem) -> Int32 {
    guard result >= 0 else { throw .call(call, errno: errno) }
    return result
  }
}
