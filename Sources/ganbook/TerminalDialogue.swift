import Pictures
import Platform
import TensorEngine

/// Asks the terminal what it is, and reads its answers from among what is typed.
final class TerminalDialogue: AskedTerminal {
  private let terminal: Terminal
  private let environment: [String: String]
  /// What was typed while an answer was waited for, for whoever reads next.
  private(set) var typedAhead: [UInt8] = []

  /// What it has said already.
  private var attributes: TerminalAnswers?
  private var appearance: TerminalAnswers?
  /// Whether it has let a question pass: then it is not waited for again. A question that could not be
  /// asked, or whose answer somebody did not want to wait for, says nothing of it.
  private var isMute = false
  /// Whether somebody reads here what was typed meanwhile. Otherwise it is for another program, and nothing
  /// is asked once something has been typed.
  var hasReader = true

  /// How long an answer may take, in milliseconds; only a terminal that gives none takes so long.
  private static let patience: Int64 = 1000
  /// The same for one that has answered before: it will again, however busy it is.
  private static let trust: Int64 = 10_000
  /// How long until somebody who does not want to wait is noticed.
  private static let look: Int64 = 100

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
    guard !isMute, var answers = attributes ?? ask("") else { return nil }
    attributes = answers
    switch query {
    case .kittyGraphics?:
      guard let more = ask("\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\") else { return answers }
      answers.showsKittyGraphics = more.showsKittyGraphics
    case .name?:
      answers.name = ask("\u{1B}[>q")?.name
    case .appearance?:
      if let known = appearance { return known }
      let questions = [Self.background, Self.cellSize, Self.sixelColors, Self.largestSixel]
      guard let more = ask(questions.joined()) else { return answers }
      (answers.background, answers.pixels) = (more.background, more.pixels)
      appearance = answers
    case nil: break
    }
    return answers
  }

  private static let background = "\u{1B}]11;?\u{1B}\\"
  private static let cellSize = "\u{1B}[16t"
  private static let sixelColors = "\u{1B}[?1;1;0S"
  private static let largestSixel = "\u{1B}[?2;1;0S"

  /// Whether it is known what it says, or that it says nothing.
  var isKnown: Bool { attributes != nil || isMute }

  /// Forgets what the terminal said: it may be another one.
  func forget() { (attributes, appearance, isMute) = (nil, nil, false) }

  /// Forgets what follows from the size of its window.
  func forgetAppearance() { appearance = nil }

  /// Waits until the terminal has taken in what was written so far.
  func settle() {
    if !isMute { _ = ask("") }
  }

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

  /// - Returns: nil where it does not answer in time, or cannot be asked now.
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
    if !hasReader, Self.isReadable(0) ?? true { return nil }
    writeToTerminal(question + "\u{1B}[c")
    var answers = TerminalAnswerParser(typedAhead)
    let end = Self.now() + (attributes == nil ? Self.patience : Self.trust)
    while answers.answers == nil {
      let left = end - Self.now()
      guard left > 0 else {
        isMute = true
        break
      }
      // Another thread takes Ctrl-C, so it is looked for.
      if Interruption.isDue { break }
      guard Self.isReadable(min(left, Self.look)) ?? false else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = Platform.read(STDIN_FILENO, &buffer, buffer.count)
      guard count > 0 else { break }
      answers.take(buffer[..<count])
    }
    typedAhead = answers.typed
    return answers.answers
  }

  /// Whether there is something to read within so many milliseconds; nil where a signal came between.
  private static func isReadable(_ patience: Int64) -> Bool? {
    var waited = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    let ready = poll(&waited, 1, Int32(patience))
    return ready < 0 && errno == EINTR ? nil : ready > 0
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
