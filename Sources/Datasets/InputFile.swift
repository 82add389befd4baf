import Platform
import TensorEngine

/// A regular file that is read from its beginning to its end.
final class InputFile {
  let path: String
  /// The size in bytes when the file was opened.
  let size: Int
  private let descriptor: Int32

  /// Refuses folders, devices and pipes, which could block or never end.
  init(path: String) throws(DatasetError) {
    // Without O_NONBLOCK opening a pipe would wait for somebody to write into it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notAFile(path: path)
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Whether there is a regular file at a path, behind links or not.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Reads until `buffer` is full or the file ends; tells how many bytes it read.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(DatasetError) -> Int {
    var count = 0
    if Interruption.isDue { throw .interrupted }
    while count < buffer.count {
      let read = readSome(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if read == 0 { break }
      guard read > 0 else {
        if errno == EINTR { continue }
        throw .cannotRead(path: path, reason: String(cString: strerror(errno)))
      }
      count += read
    }
    return count
  }

  private func readSome(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    Platform.read(descriptor, buffer.baseAddress, buffer.count)
  }
}
