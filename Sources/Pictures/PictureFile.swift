import Platform

/// Reading a whole regular file of bounded size.
enum PictureFile {
  static func contents(_ path: String, limit: Int) throws(PictureError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw .cannotRead(path: path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notAFile(path: path)
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw .tooLarge(path: path, bytes: size, limit: limit)
    }
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let start = count
      let got = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress! + start, buffer.count - start)
      }
      if got == 0 { break }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw .cannotRead(path: path, reason: String(cString: strerror(errno)))
      }
    }
    return Array(bytes[..<count])
  }
}
