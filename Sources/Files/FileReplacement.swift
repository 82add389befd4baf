import Platform

/// Writes files so that under their final names there are always whole ones: the old or the new.
///
/// The protocol: open the folders, temporary files in them (a rename across file systems would be a
/// copy), all bytes, fsync, rename, fsync of the folders. Several files are renamed only when all
/// of them are on the disk. A temporary file, see ``PartialFiles``, is removed when a step fails;
/// one that a killed process left behind is removed by the next save of the same name.
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
    var folders: [String: Int32] = [:]
    defer { for folder in folders.values { try? files.close(folder) } }
    var targets: [Target] = []
    for content in contents {
      do throws(SystemProblem) {
        let place = try Place(content.path)
        let folder: Int32
        if let open = folders[place.folder] {
          folder = open
        } else {
          folder = try retrying { () throws(SystemProblem) in try files.openFolder(place.folder) }
          folders[place.folder] = folder
        }
        targets.append(
          Target(path: content.path, name: place.name, folder: folder, mode: place.mode))
      } catch {
        throw Failure(path: content.path, problem: SaveProblem(cause: error, isInPlace: false))
      }
    }
    try replace(zip(targets, contents).map { ($0, $1.parts) }, through: files)
  }

  /// Makes a file in a folder that is held, or replaces one that nobody else may have.
  package static func save(
    _ parts: [[UInt8]], as name: String, in folder: HeldFolder,
    through files: some FileSystem = SystemFiles()
  ) throws(Failure) {
    let path = "\(folder.openedPath)/\(name)"
    let target = Target(path: path, name: name, folder: folder.descriptor, mode: nil)
    try replace([(target, parts)], through: files)
  }

  private static func replace(
    _ contents: [(target: Target, parts: [[UInt8]])], through files: some FileSystem
  ) throws(Failure) {
    let targets = contents.map(\.target)
    let folders = Dictionary(grouping: targets, by: \.folder)
    for (folder, targets) in folders {
      PartialFiles.removeStale(of: targets.map(\.name), in: folder, through: files)
    }
    let partials = try write(contents, through: files)
    defer { for partial in partials { PartialFiles.giveBack(partial) } }
    try rename(partials, to: targets, through: files)
    for (folder, targets) in folders.sorted(by: { $0.key < $1.key }) {
      do throws(SystemProblem) {
        try synchronize(folder: folder, of: targets[0].path, through: files)
      } catch {
        throw Failure(
          path: targets[0].path, problem: SaveProblem(cause: error, isInPlace: true))
      }
    }
  }

  /// Gives a finished file, which another program wrote in the same folder, the name that it is to
  /// have.
  ///
  /// - Parameters:
  ///   - partial: its name in the folder.
  ///   - path: the folder's path and the name to be.
  package static func publish(
    _ partial: String, as path: String, through files: some FileSystem = SystemFiles()
  ) throws(SystemProblem) {
    let (path, name) = Folder.split(path)
    let folder = try retrying { () throws(SystemProblem) in try files.openFolder(path) }
    defer { try? files.close(folder) }
    let file = try retrying { () throws(SystemProblem) in try files.open(partial, in: folder) }
    do throws(SystemProblem) {
      try retrying { () throws(SystemProblem) in try files.synchronize(file) }
    } catch {
      try? files.close(file)
      throw error
    }
    try? files.close(file)
    try retrying { () throws(SystemProblem) in try files.rename(partial, to: name, in: folder) }
    try synchronize(folder: folder, of: path, through: files)
  }

  // MARK: - Targets

  /// A file to be replaced, in a folder that is open.
  private struct Target {
    /// As it was asked for.
    let path: String
    let name: String
    let folder: Int32
    /// The permissions of the file that is there.
    let mode: mode_t?
  }

  /// Where a path leads, behind symbolic links, so that a link stays one.
  private struct Place {
    let folder: String
    let name: String
    let mode: mode_t?

    /// Devices and folders are refused: the rename would put a plain file in their place. So is a
    /// file that may not be written, which a rename would get around.
    init(_ path: String) throws(SystemProblem) {
      let path = try Self.behindLinks(path)
      var status = stat()
      if stat(path, &status) == 0 {
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .call("open", errno: EISDIR)
        default: throw .notAFile
        }
        guard access(path, W_OK) == 0 else { throw .call("open", errno: errno) }
        mode = status.st_mode & 0o777
      } else {
        mode = nil
      }
      (folder, name) = Folder.split(path)
    }

    /// Where a path's last links lead, whether a file is there or not yet.
    private static func behindLinks(_ path: String) throws(SystemProblem) -> String {
      var path = path
      for _ in 0..<32 {
        guard let target = Folder.target(of: path) else { return path }
        path = target.hasPrefix("/") ? target : "\(Folder.split(path).folder)/\(target)"
      }
      throw .call("open", errno: ELOOP)
    }
  }

  // MARK: - Steps

  /// Puts everything into temporary files, on the disk.
  private static func write(
    _ contents: [(target: Target, parts: [[UInt8]])], through files: some FileSystem
  ) throws(Failure) -> [String] {
    var partials: [String] = []
    for (target, parts) in contents {
      partials.append(PartialFiles.newName(for: target.name))
      do throws(SystemProblem) {
        try write(parts, as: partials[partials.count - 1], for: target, through: files)
      } catch {
        for (partial, content) in zip(partials, contents) {
          try? files.unlink(partial, in: content.target.folder)
          PartialFiles.giveBack(partial)
        }
        throw Failure(path: target.path, problem: SaveProblem(cause: error, isInPlace: false))
      }
    }
    return partials
  }

  private static func rename(
    _ partials: [String], to targets: [Target], through files: some FileSystem
  ) throws(Failure) {
    for (index, (partial, target)) in zip(partials, targets).enumerated() {
      do throws(SystemProblem) {
        try retrying { () throws(SystemProblem) in
          try files.rename(partial, to: target.name, in: target.folder)
        }
      } catch {
        for (partial, target) in zip(partials, targets).dropFirst(index) {
          try? files.unlink(partial, in: target.folder)
        }
        throw Failure(
          path: target.path,
          problem: SaveProblem(
            cause: error, isInPlace: false, replaced: targets[..<index].map(\.name)))
      }
    }
  }

  private static func write(
    _ parts: [[UInt8]], as partial: String, for target: Target, through files: some FileSystem
  ) throws(SystemProblem) {
    let descriptor = try retrying { () throws(SystemProblem) in
      try files.create(partial, in: target.folder, mode: target.mode ?? 0o666)
    }
    do throws(SystemProblem) {
      if let mode = target.mode {
        do throws(SystemProblem) { try files.setMode(descriptor, mode) } catch {
          Shortcomings.met.note(.permissions, in: Folder.split(target.path).folder)
        }
      }
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

  /// Makes durable that files have their names in a folder.
  private static func synchronize(
    folder: Int32, of path: String, through files: some FileSystem
  ) throws(SystemProblem) {
    do throws(SystemProblem) {
      try retrying { () throws(SystemProblem) in try files.synchronize(folder) }
    } catch  where Shortcoming.synchronizedFolders.explains(error) {
      Shortcomings.met.note(.synchronizedFolders, in: Folder.split(path).folder)
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
