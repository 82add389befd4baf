import Pictures
import Platform

/// Asks the terminal what it is, and reads its answers from among what is typed.
final class TerminalDialogue: AskedTerminal {
  private let terminal: Terminal
  private let environment: [String: String]
  /// What was typed while an answer was waited for, for whoever reads next.
  private(set) var typedAhead: [UInt8] = []

  /// How long an answer may take, in milliseconds; only a terminal that gives none takes so long.
  private static let patience: Int64 = 1000

  init(terminal: Terminal, environment: [String: String]) {
    self.terminal = terminal
    self.environment = environment
  }

  func takeTypedAhead() -> [UInt8] {
    defer { typedAhead = [] }
    return typedAhead
  }

  // MARK: - Questions

  func answers(_ query: TerminalQuery?) -> TerminalAnswers? {
    // Its answer to the attributes shows that it reads sequences at all: only then come others, with
    // the attributes behind, which every terminal answers.
    guard var answers = ask("") else { return nil }
    switch query {
    case .kittyGraphics?:
      guard let more = ask("\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\") else { return answers }
      answers.showsKittyGraphics = more.showsKittyGraphics
    case .name?:
      answers.name = ask("\u{1B}[>q")?.name
    case nil: break
    }
    return answers
  }

  /// Waits until the terminal has taken in what was written so far.
  func settle() { _ = ask("") }

  func tmux() -> TmuxAnswers? {
    guard environment["TMUX"] != nil,
      let program = popen(
        "tmux display-message -p -t \"$TMUX_PANE\" '\(TmuxAnswers.format)' </dev/null 2>/dev/null",
        "r")
    else { return nil }
    defer { pclose(program) }
    var line = [CChar](repeating: 0, count: 1024)
    guard fgets(&line, Int32(line.count), program) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return TmuxAnswers(line: text.split(separator: "\n").first.map(String.init) ?? "")
  }

  private func ask(_ question: String) -> TerminalAnswers? {
    guard terminal.isInteractive, !terminal.isDumb, tcgetpgrp(STDIN_FILENO) == getpgrp() else {
      return nil
    }
    var modes = termios()
    guard tcgetattr(STDIN_FILENO, &modes) == 0 else { return nil }
    var reading = modes
    reading.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &reading) == 0 else { return nil }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &modes) }
    writeToTerminal(question + "\u{1B}[c")
    var answers = TerminalAnswerParser(typedAhead)
    let end = Self.now() + Self.patience
    while answers.attributes == nil {
      let left = end - Self.now()
      guard left > 0 else { break }
      var waited = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waited, 1, Int32(left))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { break }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Platform.read(STDIN_FILENO, &buffer, buffer.count)
      guard count > 0 else { break }
      answers.take(buffer[..<count])
    }
    typedAhead = answers.typed
    return answers.attributes.map {
      TerminalAnswers(
        attributes: $0, showsKittyGraphics: answers.showsKittyGraphics, name: answers.name)
    }
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Takes a terminal's answers out of what it sends.
package struct TerminalAnswerParser {
  package private(set) var attributes: [Int]?
  package private(set) var name: String?
  package private(set) var showsKittyGraphics = false
  /// All the rest: keys.
  package private(set) var typed: [UInt8]
  /// What may become an answer.
  private var open: [UInt8] = []

  package init(_ typed: [UInt8] = []) { self.typed = typed }

  package mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if byte == 0x1B, !isString(open) || open.last == 0x1B {
        typed += open
        open = [byte]
        continue
      }
      guard !open.isEmpty else {
        typed.append(byte)
        continue
      }
      open.append(byte)
      step()
    }
  }

  /// `ESC P` and `ESC _` begin strings, which end with `ESC \`.
  private func isString(_ sequence: [UInt8]) -> Bool {
    sequence.count > 1 && (sequence[1] == 0x50 || sequence[1] == 0x5F)
  }

  private mutating func step() {
    let text = String(decoding: open.dropFirst(), as: UTF8.self)
    if isString(open) {
      guard open.count >= 4, open.suffix(2) == [0x1B, 0x5C] else {
        if open.count > 1024 { giveUp() }
        return
      }
      let body = text.dropLast(2)
      if body.hasPrefix("P>|") { name = String(body.dropFirst(3)) }
      if body.hasPrefix("_Gi=31;OK") { showsKittyGraphics = true }
      open = []
    } else if text.hasPrefix("[?") {
      let parameters = text.dropFirst(2)
      guard let last = parameters.last else { return }
      if last == "c" {
        attributes = parameters.dropLast().split(separator: ";").compactMap { Int($0) }
        open = []
      } else if !(last.isNumber || last == ";") || open.count > 64 {
        giveUp()
      }
    } else if text != "[" {
      giveUp()
    }
  }

  private mutating func giveUp() {
    typed += open
    open = []
  }
}
