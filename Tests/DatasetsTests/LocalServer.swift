import Foundation
import Platform
import Synchronization

/// An HTTP server on 127.0.0.1 that answers each path with the bytes given for it, 404 for the
/// rest.
final class LocalServer: Sendable {
  /// What a path is answered with.
  struct Answer: Sendable {
    var bytes: [UInt8]
    /// The length that the header declares; nil declares none.
    var declaredLength: Int?

    init(_ bytes: [UInt8], declaring length: Int?) {
      self.bytes = bytes
      declaredLength = length
    }

    init(_ bytes: [UInt8]) { self.init(bytes, declaring: bytes.count) }
  }

  let url: String
  private let socket: Int32
  private let requested = Mutex<[String]>([])

  /// The paths asked for so far.
  var requests: [String] { requested.withLock { $0 } }

  init(_ answers: [String: Answer]) throws {
    #if os(macOS)
      socket = Platform.socket(AF_INET, SOCK_STREAM, 0)
    #else
      socket = Platform.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = socket
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isOpen else { throw POSIXError(.EADDRNOTAVAIL) }
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/"
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 { break }
        answer(connection, from: answers)
        // A child that another test starts just now may hold a copy, so closing would not be heard.
        shutdown(connection, Int32(SHUT_RDWR))
        close(connection)
      }
      close(descriptor)
    }
  }

  /// No more connections. Here the socket is not closed: its number could be another server's by
  /// the time when the thread next waits at it.
  func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

  private func answer(_ connection: Int32, from answers: [String: Answer]) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(connection, &buffer, buffer.count)
    let request = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let path = request.split(separator: " ").dropFirst().first.map { String($0.dropFirst()) } ?? ""
    requested.withLock { $0.append(path) }
    let answer = answers[path]
    var head = answer == nil ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\n"
    if let length = answer.map(\.declaredLength) ?? 0 { head += "Content-Length: \(length)\r\n" }
    let bytes = Array((head + "Connection: close\r\n\r\n").utf8) + (answer?.bytes ?? [])
    var sent = 0
    while sent < bytes.count {
      // Who has heard enough hangs up; that must not end the process.
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return }
      sent += count
    }
  }
}
