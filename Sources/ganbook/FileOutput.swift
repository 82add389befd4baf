import Platform

/// Unbuffered output to a file descriptor.
struct FileOutput: Sendable {
  enum Outcome: Equatable {
    case done
    /// Whoever read has gone.
    case closed
    case failed(reason: String)
  }

  let descriptor: Int32

  @discardableResult
  func write(_ text: String) -> Outcome {
    var text = text
    return text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[offset...])
        let count = Platform.write(descriptor, rest.baseAddress, rest.count)
        if count >= 0 {
          offset += count
        } else if errno == EAGAIN {
          var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&waited, 1, -1)
        } else if errno == EPIPE || errno == EIO {
          return .closed
        } else if errno != EINTR {
          return .failed(reason: String(cString: strerror(errno)))
        }
      }
      return .done
    }
  }
}
