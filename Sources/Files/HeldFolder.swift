import Platform

/// A folder held by its descriptor: what is done in it is done there, though it be renamed, or a
/// link that led to it be turned to another one.
package final class HeldFolder: Sendable {
  /// As it was opened.
  package let openedPath: String
  /// Without links and dots, when it was opened.
  package let realPath: String
  package let descriptor: Int32

  /// Holds a folder that is there.
  package init(_ path: String) throws(SystemProblem) {
    openedPath = path
    descriptor = try SystemFiles().openFolder(path)
    realPath = Folder.realPath(path) ?? path
  }

  deinit { try? SystemFiles().close(descriptor) }

  /// Where it is now; nil where that cannot be told, as when it was removed.
  package var path: String? {
    if isSame(as: openedPath) { return openedPath }
    #if os(macOS)
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      guard fcntl(descriptor, F_GETPATH, &buffer) >= 0 else { return nil }
      let path = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    #else
      guard let path = Folder.target(of: "/proc/self/fd/\(descriptor)") else { return nil }
    #endif
    return isSame(as: path) ? path : nil
  }

  /// Whether a path leads to this folder.
  package func isSame(as path: String) -> Bool {
    guard let mine = FileIdentity(descriptor) else { return false }
    return FileIdentity(path: path) == mine
  }

  /// The names in it, in the order of their bytes; none where it cannot be listed.
  package var names: [String] { (try? Folder.names(in: descriptor)) ?? [] }

  /// Which file has a name here; a link is a file of its own.
  package func identity(of name: String) -> FileIdentity? { FileIdentity(name, in: descriptor) }
}

/// Which file it is, whatever it is called.
package struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let number: UInt64

  private init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }

  package init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of what a path leads to.
  package init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(_ name: String, in folder: Int32) {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    self.init(status)
  }
}
