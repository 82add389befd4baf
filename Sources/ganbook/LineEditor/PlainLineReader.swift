import Platform

/// Reads blocks where no line can be edited: the terminal's own line discipline does what it can.
final class PlainLineReader {
  private let input: Int32
  private let events: Int32
  private let isComplete: (String) -> Bool
  private let suspend: () -> Void
  private let keep: () -> Void
  private var bytes: [UInt8] = []
  private var isAtEnd = false
  private var hasHungUp = false

  init(
    input: Int32 = STDIN_FILENO, events: Int32, isComplete: @escaping (String) -> Bool,
    suspend: @escaping () -> Void, keep: @escaping () -> Void = {}
  ) {
    self.keep = keep
    self.isComplete = isComplete
    self.input = input
    self.events = events
    self.suspend = suspend
  }

  /// As if it came from the terminal now.
  func push(bytes more: [UInt8]) { bytes += more }

  /// A block: more lines are asked for while a bracket is open.
  func read(prompt: String, continuation: String) -> LineEditor.Result {
    var block = ""
    var prompt = prompt
    while true {
      switch readLine(prompt: prompt) {
      case .block(let line):
        block += block.isEmpty ? line : "\n" + line
        if isComplete(block) { return .block(PastedText.cleaned(block)) }
        prompt = continuation
      case .endOfInput where !block.isEmpty:
        return .block(block)
      case let other:
        return other
      }
    }
  }

  /// One line.
  func readLine(prompt: String) -> LineEditor.Result {
    writeToTerminal(prompt)
    while true {
      if let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        let line = bytes[..<newline]
        bytes.removeSubrange(...newline)
        guard !CanonicalInput.mayBeCut(line, from: input) else {
          // What was pasted behind it belongs to it.
          bytes = []
          tcflush(input, TCIFLUSH)
          FileOutput(descriptor: STDERR_FILENO).write("error: \(CanonicalInput.explanation)\n")
          return .cancelled
        }
        return .block(String(decoding: line, as: UTF8.self))
      }
      if isAtEnd {
        guard !bytes.isEmpty else {
          writeToTerminal("\n")
          return hasHungUp ? .terminated : .endOfInput
        }
        defer { bytes = [] }
        return .block(String(decoding: bytes, as: UTF8.self))
      }
      switch wait() {
      case .interrupt?:
        bytes = []
        writeToTerminal("\n")
        return .cancelled
      case .suspend?:
        suspend()
        writeToTerminal(prompt)
      case .keep?:
        writeToTerminal("\n")
        keep()
        writeToTerminal(prompt)
      case .resume?:
        writeToTerminal(prompt)
      case .terminate?:
        writeToTerminal("\n")
        return .terminated
      case .resize?, nil:
        continue
      }
    }
  }

  private func wait() -> PromptEvent? {
    var waited = [
      pollfd(fd: input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: events, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&waited, 2, -1) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    if waited[1].revents != 0 {
      return Platform.read(events, &buffer, 1) == 1 ? PromptEvent(rawValue: buffer[0]) : nil
    }
    let count = Platform.read(input, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      isAtEnd = true
      // Ctrl-D ends the input too.
      hasHungUp = count < 0 || waited[0].revents & Int16(POLLHUP) != 0
    }
    return nil
  }
}
