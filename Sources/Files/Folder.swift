import Platform

/// What is in folders, and making them.
package enum Folder {
  /// A folder that is neither there nor can be made.
  package struct NotMade: Error {
    /// The folder itself, or the one above it where the difficulty is.
    package let path: String
    package let problem: SystemProblem
  }

  /// A path's folder and its last part.
  package static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The names in a folder, hidden ones too, in the order of their bytes.
  package static func names(in folder: String) throws(SystemProblem) -> [String] {
    try names(listing: open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  /// The names in a folder that is open.
  package static func names(in folder: Int32) throws(SystemProblem) -> [String] {
    try names(listing: openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC))
  }

  private static func names(listing descriptor: Int32) throws(SystemProblem) -> [String] {
    guard descriptor >= 0 else { throw .call("open folder", errno: errno) }
    guard let stream = fdopendir(descriptor) else {
      let number = errno
      close(descriptor)
      throw .call("open folder", errno: number)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee))
        {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The names in a folder; none where it cannot be read.
  package static func readableNames(in folder: String) -> [String] {
    (try? names(in: folder)) ?? []
  }

  /// A path of something that is there without links and dots; nil where nothing is.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Where a symbolic link leads; nil where it is none.
  package static func target(of link: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Makes a folder with those above it, where it is missing.
  ///
  /// - Parameter mode: who may enter what is made, before the user's mask.
  package static func make(_ path: String, mode: mode_t = 0o777) throws(NotMade) {
    guard !exists(path) else { return }
    let parent = Folder.split(path).folder
    // From below: above there may be folders that let through but cannot be looked at.
    if parent != path, !exists(parent) { try make(parent, mode: mode) }
    // Another process may have made it in the meantime.
    guard mkdir(path, mode) == 0 || errno == EEXIST && exists(path) else {
      throw NotMade(path: path, problem: .call("make folder", errno: errno))
    }
  }
}
