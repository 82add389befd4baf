import Platform

/// Reads whole files of a bounded size.
package enum FileBytes {
  /// No model of this program comes near it; a sparse file that claims more would exhaust memory.
  package static let maximumSize = 4 << 30

  /// What is read at once: between two such parts there may be the wish to stop.
  private static let partSize = 16 << 20

  /// The bytes of a plain file. Devices and pipes are refused, for they may never end.
  ///
  /// - Parameter isInterrupted: whether the reading is to end with ``SystemProblem/interrupted``.
  package static func read(
    _ path: String, limit: Int = maximumSize, isInterrupted: () -> Bool = { false }
  ) throws(FileError) -> [UInt8] {
    try read(try InputFile(path: path), limit: limit, isInterrupted: isInterrupted)
  }

  /// The bytes of a file that was just opened.
  package static func read(
    _ file: InputFile, limit: Int, isInterrupted: () -> Bool = { false }
  ) throws(FileError) -> [UInt8] {
    let size = file.size
    func failure(_ problem: SystemProblem) -> FileError {
      FileError(path: file.path, problem: .system(problem))
    }
    guard size <= limit else { throw failure(.tooLarge(bytes: size, limit: limit)) }
    var failed: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      do throws(FileError) {
        while count < size {
          guard !isInterrupted() else { throw failure(.interrupted) }
          let part = UnsafeMutableBufferPointer(
            rebasing: buffer[count..<min(size, count + partSize)])
          let got = try file.read(into: UnsafeMutableRawBufferPointer(part))
          count += got
          if got < part.count { break }
        }
      } catch {
        failed = error
      }
    }
    if let failed { throw failed }
    guard bytes.count == size else { throw failure(.shrank(bytes: bytes.count, expected: size)) }
    return bytes
  }

  /// The bytes of a file that may be a pipe, too, and is waited for until its writers are gone.
  ///
  /// - Parameters:
  ///   - limit: little more than this is read; who asks sees that there are too many.
  ///   - isInterrupted: whether the waiting is to end with ``SystemProblem/interrupted``.
  package static func readToEnd(
    _ path: String, limit: Int, isInterrupted: () -> Bool = { false }
  ) throws(FileError) -> [UInt8] {
    do throws(SystemProblem) {
      // A pipe that nobody has open to write is empty; without O_NONBLOCK, opening it would wait.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw .call("open", errno: errno) }
      defer { close(descriptor) }
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while bytes.count <= limit {
        let count = Platform.read(descriptor, &buffer, buffer.count)
        if count == 0 { break }
        if count > 0 {
          bytes += buffer[..<count]
        } else if errno == EAGAIN {
          guard !isInterrupted() else { throw .interrupted }
          var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          poll(&wait, 1, 100)
        } else if errno != EINTR {
          throw .call("read", errno: errno)
        }
      }
      return bytes
    } catch {
      throw FileError(path: path, problem: .system(error))
    }
  }
}
