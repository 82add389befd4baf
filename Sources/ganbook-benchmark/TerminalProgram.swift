import CPseudoTerminal
import Foundation

/// A program in a pseudo-terminal of its own, as its user sees it: what it writes, and what it is
/// sent.
final class TerminalProgram {
  enum Failure: Error, CustomStringConvertible {
    case terminal(program: String, reason: String)
    case silent(program: String, awaited: String, written: String)

    var description: String {
      switch self {
      case .terminal(let program, let reason):
        "\(program) cannot be started in a pseudo-terminal: \(reason)"
      case .silent(let program, let awaited, let written):
        "\(program) did not write `\(awaited)` within \(Int(TerminalProgram.patience)) s, but:\n\(written)"
      }
    }
  }

  /// How long anything may take, in seconds.
  static let patience = 60.0

  private let path: String
  private let process: pid_t
  private let terminal: Int32
  private var hasEnded = false

  init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
    self.path = path
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    var settings = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in words + settings { free(pointer) } }
    var process: pid_t = 0
    terminal = pseudo_terminal_spawn(path, &words, &settings, 24, 80, &process, nil)
    self.process = process
    guard terminal >= 0 else {
      throw Failure.terminal(program: path, reason: String(cString: strerror(errno)))
    }
  }

  deinit {
    close(terminal)
    if !hasEnded {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  func send(_ text: String) {
    var text = text
    _ = text.withUTF8 { write(terminal, $0.baseAddress, $0.count) }
  }

  /// Waits until the program has written `text` since the last call.
  func expect(_ text: String) throws {
    let written = read { $0.contains(text) }
    guard written.contains(text) else {
      throw Failure.silent(program: path, awaited: text, written: written)
    }
  }

  /// Waits for the end. - Returns: whether the program was content, and what it wrote.
  func end() -> (succeeded: Bool, written: String) {
    let written = read { _ in false }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    hasEnded = true
    return (status == 0, written)
  }

  /// What the program writes until that is enough, or nothing more comes.
  private func read(until isEnough: (String) -> Bool) -> String {
    let end = ContinuousClock.now + .seconds(Self.patience)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while ContinuousClock.now < end {
      var waited = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
      guard poll(&waited, 1, 100) > 0 else { continue }
      let count = Foundation.read(terminal, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
      if isEnough(String(decoding: bytes, as: UTF8.self)) { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
