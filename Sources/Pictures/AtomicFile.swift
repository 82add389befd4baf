#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a file so that under its name there is either what was there before or all of the new.
enum AtomicFile {
  /// - Throws: ``PictureError/cannotWrite(path:reason:)``; the file is then as it was.
  static func replace(_ path: String, with bytes: [UInt8]) throws(PictureError) {
    // A link stays a link: what it leads to is replaced.
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    var status = stat()
    let exists = stat(target, &status) == 0
    if exists && status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotWrite(path: path, reason: "it is a folder")
    }
    // A device or pipe must be written into, not replaced by a file.
    if exists && status.st_mode & S_IFMT != S_IFREG {
      return try writeAll(bytes, to: open(target, O_WRONLY | O_CLOEXEC), path, syncs: false)
    }
    if exists && access(target, W_OK) != 0 {
      throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
    let temporary = "\(target).\(getpid()).part"
    let mode = exists ? status.st_mode & 0o777 : 0o666
    do throws(PictureError) {
      unlink(temporary)
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      try writeAll(bytes, to: descriptor, path, syncs: true)
      guard rename(temporary, target) == 0 else {
        throw PictureError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes and closes. A negative descriptor stands for the `errno` of a failed `open`.
  private static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, _ path: String, syncs: Bool
  ) throws(PictureError) {
    var failure: Int32 = descriptor < 0 ? errno : 0
    var written = 0
    while failure == 0 && written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { written += count } else if errno != EINTR { failure = errno }
    }
    if failure == 0 && syncs && fsync(descriptor) != 0 { failure = errno }
    if descriptor >= 0 && close(descriptor) != 0 && failure == 0 { failure = errno }
    if failure != 0 { throw .cannotWrite(path: path, reason: String(cString: strerror(failure))) }
  }
}
