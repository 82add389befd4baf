#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes files so that under their final name there is always a whole one: the old or the new.
///
/// The protocol: a temporary file in the same folder (a rename across file systems would be a
/// copy), all bytes, fsync, rename, fsync of the folder. The temporary file is `.NAME.PID-N.partial`
/// and is removed when a step fails; one that a killed process left behind is removed by the next
/// save of the same name.
public enum SafeFile {
  /// Saves `bytes` under `path`.
  ///
  /// - Throws: ``ModelFileError`` with ``SaveProblem``.
  public static func save(_ bytes: [UInt8], to path: String) throws(ModelFileError) {
    try save([bytes], to: path, through: SystemFiles())
  }

  /// Saves the concatenation of `parts` under `path`.
  package static func save(
    _ parts: [[UInt8]], to path: String, through files: some FileSystem
  ) throws(ModelFileError) {
    do throws(SaveProblem) {
      try saveParts(parts, to: try target(of: path), through: files)
    } catch {
      throw ModelFileError(path: path, problem: .save(error))
    }
  }

  /// The file behind symbolic links, so that a link stays one. Devices and folders are refused:
  /// the rename would put a plain file in their place.
  private static func target(of path: String) throws(SaveProblem) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else { return path }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw SaveProblem(cause: .call("open", errno: EISDIR), isInPlace: false)
    default: throw SaveProblem(cause: .notAFile, isInPlace: false)
    }
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func saveParts(
    _ parts: [[UInt8]], to path: String, through files: some FileSystem
  ) throws(SaveProblem) {
    let (folder, name) = split(path)
    PartialFiles.removeStale(of: name, in: folder, through: files)
    let partial = PartialFiles.newPath(for: name, in: folder)
    do throws(SystemProblem) {
      let descriptor = try retrying { () throws(SystemProblem) in try files.create(partial) }
      do throws(SystemProblem) {
        for part in parts { try write(part, to: descriptor, through: files) }
        try retrying { () throws(SystemProblem) in try files.synchronize(descriptor) }
      } catch {
        try? files.close(descriptor)
        throw error
      }
      // Never closed twice: after a failure the number may belong to another file already.
      do throws(SystemProblem) { try files.close(descriptor) } catch .call(_, errno: EINTR) {}
      try retrying { () throws(SystemProblem) in try files.rename(partial, to: path) }
    } catch {
      try? files.unlink(partial)
      throw SaveProblem(cause: error, isInPlace: false)
    }
    do throws(SystemProblem) {
      try synchronizeFolder(folder, through: files)
    } catch {
      throw SaveProblem(cause: error, isInPlace: true)
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, through files: some FileSystem
  ) throws(SystemProblem) {
    var offset = 0
    while offset < bytes.count {
      let rest = offset
      let written = try retrying { () throws(SystemProblem) -> Int in
        let result = bytes.withUnsafeBytes { all -> Result<Int, SystemProblem> in
          do throws(SystemProblem) {
            return .success(
              try files.write(descriptor, UnsafeRawBufferPointer(rebasing: all[rest...])))
          } catch { return .failure(error) }
        }
        return try result.get()
      }
      // A file that takes nothing and reports nothing would be written to for ever.
      guard written > 0 else { throw .call("write", errno: EIO) }
      offset += written
    }
  }

  /// Makes a rename or removal in a folder durable.
  package static func synchronizeFolder(
    _ folder: String, through files: some FileSystem
  ) throws(SystemProblem) {
    let descriptor = try retrying { () throws(SystemProblem) in try files.openFolder(folder) }
    defer { try? files.close(descriptor) }
    do throws(SystemProblem) {
      try retrying { () throws(SystemProblem) in try files.synchronize(descriptor) }
    } catch .call(_, errno: EINVAL) {
      // Some network file systems cannot synchronize folders, and say so in this way.
    }
  }

  private static func retrying<R>(
    _ body: () throws(SystemProblem) -> R
  ) throws(SystemProblem) -> R {
    while true {
      do throws(SystemProblem) { return try body() } catch .call(_, errno: EINTR) {}
    }
  }

  /// A path's folder and its last part.
  package static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }
}
