#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What is in a folder.
enum FolderListing {
  /// The names in a folder, those that begin with a dot left out, in the order of their bytes.
  static func names(in folder: String) throws(DatasetError) -> [String] {
    try allNames(in: folder).filter { !$0.hasPrefix(".") }.sorted {
      $0.utf8.lexicographicallyPrecedes($1.utf8)
    }
  }

  /// Every name in a folder but `.` and `..`, in no order.
  static func allNames(in folder: String) throws(DatasetError) -> [String] {
    guard let entries = opendir(folder) else {
      throw .cannotOpen(path: folder, reason: String(cString: strerror(errno)))
    }
    defer { closedir(entries) }
    var names: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
