import Platform

/// A regular file that is read from its beginning to its end: how every file is opened to be read.
package final class InputFile {
  package let path: String
  /// The size in bytes when the file was opened.
  package let size: Int
  private let descriptor: Int32
  private let isOwned: Bool

  /// Refuses folders, devices and pipes, which could block or never end.
  package convenience init(path: String) throws(FileError) {
    // Without O_NONBLOCK opening a pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw FileError(path: path, problem: .system(.call("open", errno: errno)))
    }
    do throws(FileError) {
      try self.init(path: path, descriptor: descriptor, isOwned: true)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// A file that somebody else has opened and will close, from where it stands.
  package convenience init(path: String, descriptor: Int32) throws(FileError) {
    try self.init(path: path, descriptor: descriptor, isOwned: false)
  }

  private init(path: String, descriptor: Int32, isOwned: Bool) throws(FileError) {
    do throws(SystemProblem) {
      size = try Self.sizeOfPlainFile(descriptor)
    } catch {
      throw FileError(path: path, problem: .system(error))
    }
    self.path = path
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  deinit { if isOwned { close(descriptor) } }

  private static func sizeOfPlainFile(_ descriptor: Int32) throws(SystemProblem) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .call("stat", errno: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return Int(status.st_size)
    case S_IFDIR: throw .call("read", errno: EISDIR)
    default: throw .notAFile
    }
  }

  /// Whether there is a regular file at a path, behind links or not.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Reads until `buffer` is full or the file ends; tells how many bytes it read.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let got = Platform.read(descriptor, rest.baseAddress, rest.count)
      if got == 0 { break }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw FileError(path: path, problem: .system(.call("read", errno: errno)))
      }
    }
    return count
  }
}
