#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Folders for what is the user's alone: history, journals.
package enum PrivateFolder {
  /// Makes a folder that only the user can enter, with those above it. False, with `errno` set, where it
  /// cannot.
  package static func make(_ folder: String) -> Bool {
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return true }
    guard errno == ENOENT, let slash = folder.lastIndex(of: "/"), slash > folder.startIndex,
      make(String(folder[..<slash]))
    else { return false }
    return mkdir(folder, 0o700) == 0 || errno == EEXIST
  }
}
