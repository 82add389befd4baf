#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders for what is written.
enum OutputFolder {
  /// Makes the folder of a file, with those that it is in.
  static func make(for file: String) throws(Problem) {
    guard let slash = file.lastIndex(of: "/"), slash > file.startIndex else { return }
    let folder = String(file[..<slash])
    var status = stat()
    if stat(folder, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw .file("\(folder) is a file, not a folder", advice: "choose another one")
      }
      return
    }
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      guard mkdir(path, 0o777) != 0, errno != EEXIST, errno != EISDIR else { continue }
      throw .file(
        "cannot make the folder \(folder): \(String(cString: strerror(errno)))",
        advice: "choose another one")
    }
  }
}
