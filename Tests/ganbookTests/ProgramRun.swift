import Foundation
import Testing

/// The real program without a terminal: what it writes where, and how it ends.
struct ProgramRun {
  let code: Int32
  let output: String
  let errors: String

  /// - Parameter input: what it finds on standard input; nothing where nil.
  init(
    _ arguments: [String], input: String? = nil, environment changes: [String: String] = [:],
    folder: String? = nil
  ) throws {
    let running = try Running(arguments, input: input, environment: changes, folder: folder)
    (code, output, errors) = running.end()
  }

  /// One that has not ended yet.
  final class Running {
    let process = Process()
    private let outputPipe = Pipe()
    private let errorPipe = Pipe()
    private let texts = Texts()
    private let readers = DispatchGroup()

    /// Both are read at the same time: a full pipe would stop the program.
    private final class Texts: @unchecked Sendable {
      let lock = NSLock()
      var output = Data()
      var errors = Data()
      var isClosed = false
    }

    init(
      _ arguments: [String], input: String? = nil, environment changes: [String: String] = [:],
      folder: String? = nil, output: FileHandle? = nil
    ) throws {
      process.executableURL = URL(fileURLWithPath: try TerminalSession.program)
      process.arguments = arguments
      let home = NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
      try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
      process.environment = ["HOME": home, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
        .merging(changes) { $1 }
      process.currentDirectoryURL = URL(fileURLWithPath: folder ?? home)
      let inputPipe = Pipe()
      process.standardInput = input == nil ? FileHandle.nullDevice : inputPipe
      process.standardOutput = output ?? outputPipe
      process.standardError = errorPipe
      try process.run()
      if let input {
        let handle = inputPipe.fileHandleForWriting
        DispatchQueue.global().async {
          try? handle.write(contentsOf: Data(input.utf8))
          try? handle.close()
        }
      }
      let texts = texts
      func collect(_ pipe: Pipe, _ keep: @escaping @Sendable (Texts, Data) -> Void) {
        // Plain reads: a FileHandle waits for more than there is, or traps where it is closed
        // meanwhile. No child of another test may keep this end open, for then nobody would have
        // gone.
        let descriptor = fcntl(pipe.fileHandleForReading.fileDescriptor, F_DUPFD_CLOEXEC, 0)
        try? pipe.fileHandleForReading.close()
        DispatchQueue.global().async(group: readers) {
          var buffer = [UInt8](repeating: 0, count: 1 << 16)
          while !texts.lock.withLock({ texts.isClosed }) {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            texts.lock.withLock { keep(texts, Data(buffer[..<count])) }
          }
          close(descriptor)
        }
      }
      if output == nil { collect(outputPipe) { $0.output += $1 } }
      collect(errorPipe) { $0.errors += $1 }
    }

    var output: String { texts.lock.withLock { String(decoding: texts.output, as: UTF8.self) } }

    /// Stops reading what the program prints.
    func closeOutput() { texts.lock.withLock { texts.isClosed = true } }

    func waitForOutput(_ text: String) throws {
      let end = Date(timeIntervalSinceNow: TerminalSession.patience)
      while !output.contains(text) {
        try #require(Date() < end && process.isRunning, "no `\(text)` in \(output)")
        usleep(5000)
      }
    }

    func end() -> (code: Int32, output: String, errors: String) {
      let deadline = DispatchTime.now() + 120
      while process.isRunning, DispatchTime.now() < deadline { usleep(2000) }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      readers.wait()
      let code = process.terminationStatus + (process.terminationReason == .exit ? 0 : 128)
      return (code, output, texts.lock.withLock { String(decoding: texts.errors, as: UTF8.self) })
    }
  }
}
