#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes files so that under their final names there are always whole ones: the old or the new.
///
/// The protocol: temporary files in the same folders (a rename across file systems would be a
/// copy), all bytes, fsync, rename, fsync of the folders. Several files are renamed only when all
/// of them are on the disk. A temporary file is `.NAME.PID-N.partial` and is removed when a step
/// fails; one that a killed process left behind is removed by the next save of the same name.
package enum FileReplacement {
  /// What one file is to hold: the concatenation of parts.
  package struct Content {
    let path: String
    let parts: [[UInt8]]

    package init(_ path: String, _ parts: [[UInt8]]) {
      self.path = path
      self.parts = parts
    }
  }

  /// Why a file was not replaced, and which of them it was.
  package struct Failure: Error {
    package let path: String
    package let problem: SaveProblem
  }

  /// Replaces or makes files. Those that are there keep their permissions, links stay links.
  package static func replace(
    _ contents: [Content], through files: some FileSystem = SystemFiles()
  ) throws(Failure) {
    var targets: [Target] = []
    for content in contents {
      do throws(SystemProblem) {
        targets.append(try Target(content.path))
      } catch {
        throw Failure(path: content.path, problem: SaveProblem(cause: error, isInPlace: false))
      }
    }
    let folders = Dictionary(grouping: targets, by: \.folder)
    for (folder, targets) in folders {
      PartialFiles.removeStale(of: targets.map(\.name), in: folder, through: files)
    }
    try rename(try write(contents, to: targets, through: files), to: targets, through: files)
    for folder in folders.keys.sorted() {
      do throws(SystemProblem) {
        try synchronize(folder, through: files)
      } catch {
        let first = targets.firstIndex { $0.folder == folder } ?? 0
        throw Failure(
          path: contents[first].path, problem: SaveProblem(cause: error, isInPlace: true))
      }
    }
  }

  /// Gives a finished file, which another program wrote in the same folder, the name that it is to
  /// have.
  package static func publish(
    _ partial: String, as path: String, through files: some FileSystem = SystemFiles()
  ) throws(SystemProblem) {
    try synchronize(partial, through: files)
    try retrying { () throws(SystemProblem) in try files.rename(partial, to: path) }
    try synchronize(Folder.split(path).folder, through: files)
  }

  // MARK: - Targets

  /// A file to be replaced.
  private struct Target {
    let asked: String
    /// Behind symbolic links, so that a link stays one.
    let path: String
    let folder: String
    let name: String
    /// The permissions of the file that is there.
    let mode: mode_t?

    /// Devices and folders are refused: the rename would put a plain file in their place. So is a
    /// file that may not be written, which a rename would get around.
    init(_ path: String) throws(SystemProblem) {
      asked = path
      self.path = try Self.behindLinks(path)
      var status = stat()
      if stat(self.path, &status) == 0 {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .call("open", errno: EISDIR)
        default: throw .notAFile
        }
        guard access(self.path, W_OK) == 0 else { throw .call("open", errno: errno) }
        mode = status.st_mode & 0o777
      } else {
        mode = nil
      }
      (folder, name) = Folder.split(self.path)
    }

    /// Where a path's last links lead, whether a file is there or not yet.
    private static func behindLinks(_ path: String) throws(SystemProblem) -> String {
      var path = path
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      for _ in 0..<32 {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { throw .call("readlink", errno: errno) }
        let target = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = target.hasPrefix("/") ? target : "\(Folder.split(path).folder)/\(target)"
      }
      throw .call("open", errno: ELOOP)
    }
  }

  // MARK: - Steps

  /// Puts everything into temporary files, on the disk.
  private static func write(
    _ contents: [Content], to targets: [Target], through files: some FileSystem
  ) throws(Failure) -> [String] {
    var partials: [String] = []
    for (content, target) in zip(contents, targets) {
      let partial = PartialFiles.newPath(for: target.name, in: target.folder)
      partials.append(partial)
      do throws(SystemProblem) {
        try write(content.parts, to: partial, mode: target.mode, through: files)
      } catch {
        for partial in partials { try? files.unlink(partial) }
        throw Failure(path: content.path, problem: SaveProblem(cause: error, isInPlace: false))
      }
    }
    return partials
  }

  private static func rename(
    _ partials: [String], to targets: [Target], through files: some FileSystem
  ) throws(Failure) {
    for (index, (partial, target)) in zip(partials, targets).enumerated() {
      do throws(SystemProblem) {
        try retrying { () throws(SystemProblem) in try files.rename(partial, to: target.path) }
      } catch {
        for partial in partials[index...] { try? files.unlink(partial) }
        throw Failure(
          path: target.asked,
          problem: SaveProblem(
            cause: error, isInPlace: false, replaced: targets[..<index].map(\.name)))
      }
    }
  }

  private static func write(
    _ parts: [[UInt8]], to path: String, mode: mode_t?, through files: some FileSystem
  ) throws(SystemProblem) {
    let descriptor = try retrying { () throws(SystemProblem) in try files.create(path) }
    do throws(SystemProblem) {
      if let mode { try files.setMode(descriptor, mode) }
      for part in parts { try write(part, to: descriptor, through: files) }
      try retrying { () throws(SystemProblem) in try files.synchronize(descriptor) }
    } catch {
      try? files.close(descriptor)
      throw error
    }
    // Never closed twice: after a failure the number may belong to another file already.
    do throws(SystemProblem) { try files.close(descriptor) } catch .call(_, errno: EINTR) {}
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

  /// Makes durable what is in a file, or that it has its name in a folder.
  private static func synchronize(
    _ path: String, through files: some FileSystem
  ) throws(SystemProblem) {
    let descriptor = try retrying { () throws(SystemProblem) in try files.open(path) }
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
}
