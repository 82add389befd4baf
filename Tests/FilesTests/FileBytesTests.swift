import FileTesting
import Files
import Foundation
import Platform
import Testing

@Suite struct FileBytesTests {
  private let folder = TemporaryFolder()

  private func pipe() throws -> String {
    let path = folder.file("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    return path
  }

  @Test func aPlainFileIsReadWhole() throws {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    let path = try folder.write(bytes, as: "file")
    #expect(try FileBytes.read(path) == bytes)
    #expect(try FileBytes.readToEnd(path, limit: 1 << 20) == bytes)
    #expect(
      throws: FileError(path: path, problem: .system(.tooLarge(bytes: 100_000, limit: 99_999)))
    ) {
      try FileBytes.read(path, limit: 99_999)
    }
    #expect(throws: FileError(path: path, problem: .system(.interrupted))) {
      try FileBytes.read(path, isInterrupted: { true })
    }
  }

  @Test func aPipeIsNoPlainFile() throws {
    let path = try pipe()
    #expect(throws: FileError(path: path, problem: .system(.notAFile))) {
      try FileBytes.read(path)
    }
  }

  @Test func aPipeWithoutAWriterIsEmpty() throws {
    #expect(try FileBytes.readToEnd(try pipe(), limit: 100) == [])
  }

  /// Whoever writes may take its time, and write in several goes.
  @Test func aPipeIsWaitedFor() throws {
    let path = try pipe()
    // Opened for both, so that neither end waits for the other.
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    try #require(descriptor >= 0)
    let thread = Thread {
      for part in ["first ", "second"] {
        usleep(150_000)
        _ = part.withCString { Platform.write(descriptor, $0, strlen($0)) }
      }
      usleep(150_000)
      close(descriptor)
    }
    thread.start()
    #expect(try FileBytes.readToEnd(path, limit: 100) == Array("first second".utf8))
  }

  @Test func theWaitingIsInterrupted() throws {
    let path = try pipe()
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var looks = 0
    #expect(throws: FileError(path: path, problem: .system(.interrupted))) {
      try FileBytes.readToEnd(
        path, limit: 100,
        isInterrupted: {
          looks += 1
          return looks > 2
        })
    }
  }
}
