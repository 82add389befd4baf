import Files
import Platform
import TensorEngine

/// Reads whole files of a bounded size.
package enum FileBytes {
  /// No model of this program comes near it; a sparse file that claims more would exhaust memory.
  package static let maximumSize = 4 << 30

  /// What is read at once: between two such parts there may be the wish to stop.
  private static let partSize = 16 << 20

  /// The bytes of a plain file. Devices and pipes are refused, for they may never end.
  ///
  /// - Parameter isInterruptible: whether the wish to stop ends the reading with
  ///   ``SystemProblem/interrupted``; where a damaged file is passed over, it must not.
  package static func read(
    _ path: String, limit: Int = maximumSize, isInterruptible: Bool = false
  ) throws(ModelFileError) -> [UInt8] {
    do throws(SystemProblem) {
      // Without O_NONBLOCK, opening a pipe that nobody writes would wait for ever.
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw .call("open", errno: errno) }
      defer { close(descriptor) }
      return try read(descriptor, limit: limit, isInterruptible: isInterruptible)
    } catch {
      throw ModelFileError(path: path, problem: .system(error))
    }
  }

  /// The bytes of a plain file that is open, from where it stands.
  package static func read(
    _ descriptor: Int32, limit: Int, isInterruptible: Bool = false
  ) throws(SystemProblem) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .call("stat", errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw status.st_mode & S_IFMT == S_IFDIR ? .call("read", errno: EISDIR) : .notAFile
    }
    let size = Int(status.st_size)
    guard size <= limit else { throw .tooLarge(bytes: size, limit: limit) }
    var failure: Int32 = 0
    var isInterrupted = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let base = buffer.baseAddress {
        isInterrupted = isInterruptible && Interruption.isDue
        if isInterrupted { break }
        let wanted = min(size - count, partSize)
        let got = Platform.read(descriptor, base + count, wanted)
        if got > 0 {
          count += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          failure = errno
          break
        }
      }
    }
    guard !isInterrupted else { throw .interrupted }
    guard failure == 0 else { throw .call("read", errno: failure) }
    guard bytes.count == size else { throw .shrank(bytes: bytes.count, expected: size) }
    return bytes
  }
}
