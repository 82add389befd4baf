import CPseudoTerminal
import Foundation
import Testing

/// The real program in a pseudo-terminal, and the screen it draws.
final class TerminalSession {
  let process: pid_t
  private let terminal: Int32
  /// The modes of the terminal before the program began.
  let modesBefore: [UInt64]
  private(set) var screen: Screen
  /// Everything that was written to the terminal.
  private(set) var transcript = ""
  private var undecoded: [UInt8] = []
  private(set) var status: Int32?
  let home: String

  /// How long anything may take before the test fails, in seconds: a loaded machine is slow.
  static let patience = 60.0

  /// The release or debug build beside the tests.
  static var program: String {
    get throws {
      let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
      #if DEBUG
        let configuration = "debug"
      #else
        let configuration = "release"
      #endif
      let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
      let candidates = [folder + "/ganbook", "\(package)/.build/\(configuration)/ganbook"]
      return try #require(
        candidates.first { FileManager.default.isExecutableFile(atPath: $0) },
        "the program is not among \(candidates)")
    }
  }

  /// - Parameters:
  ///   - home: a folder that several sessions share; a new one where nil.
  ///   - shell: a shell with job control instead of the program, which it knows as `$GANBOOK`.
  init(
    _ arguments: [String] = [], columns: Int = 80, rows: Int = 24, home: String? = nil,
    environment changes: [String: String?] = [:], shell: Bool = false
  ) throws {
    let folder = home ?? NSTemporaryDirectory() + "ganbook-home-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.home = folder
    let program = try Self.program
    var environment: [String: String] = [
      "HOME": folder, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PS1": "shell$ ",
      "PATH": "/usr/local/bin:/usr/bin:/bin", "GANBOOK": program,
    ]
    for (name, value) in changes { environment[name] = value }
    let command = shell ? "/bin/sh" : program
    let words = [command] + (shell ? ["-i"] : arguments)
    var argumentPointers = words.map { strdup($0) } + [nil]
    var environmentPointers = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
    var process: pid_t = 0
    var modes = termios()
    terminal = pseudo_terminal_spawn(
      command, &argumentPointers, &environmentPointers, Int32(rows), Int32(columns), &process,
      &modes)
    self.process = process
    modesBefore = Self.numbers(of: modes)
    screen = Screen(columns: columns, rows: rows)
    try #require(terminal >= 0, "no pseudo-terminal: \(String(cString: strerror(errno)))")
  }

  deinit {
    if terminal >= 0 { close(terminal) }
    if status == nil {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
  }

  func send(_ text: String) { send(bytes: Array(text.utf8)) }

  func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  func resize(columns: Int, rows: Int = 24) {
    // As xterm does it: what stands on the screen is cut, not wrapped anew.
    screen = Screen(columns: columns, rows: rows)
    _ = pseudo_terminal_resize(terminal, Int32(rows), Int32(columns))
  }

  /// The modes of the terminal, as `stty -a` prints them.
  var modes: [UInt64] {
    var modes = termios()
    return tcgetattr(terminal, &modes) == 0 ? Self.numbers(of: modes) : []
  }

  private static func numbers(of modes: termios) -> [UInt64] {
    let characters = withUnsafeBytes(of: modes.c_cc) { $0.map(UInt64.init) }
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag].map(UInt64.init)
      + characters
  }

  /// Hangs up: what closing the terminal's window does.
  func hangUp() throws {
    // Twice closed is another's descriptor closed, so the terminal stays open as a copy of
    // /dev/null.
    let null = open("/dev/null", O_RDWR)
    try #require(dup2(null, terminal) >= 0)
    close(null)
  }

  /// The process that has the terminal, where a shell started it.
  func foregroundProcess() throws -> pid_t {
    let group = tcgetpgrp(terminal)
    try #require(group > 0 && group != process)
    return group
  }

  /// Reads what comes within `seconds`; false at the end of the output.
  @discardableResult
  func pump(_ seconds: Double) -> Bool {
    var waited = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard poll(&waited, 1, Int32(seconds * 1000)) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(terminal, &buffer, buffer.count)
    guard count > 0 else { return false }
    undecoded += buffer[..<count]
    // A character may be cut in two.
    var whole = undecoded.count
    while whole > 0, undecoded.count - whole < 4,
      String(validating: undecoded[..<whole], as: UTF8.self) == nil
    {
      whole -= 1
    }
    if undecoded.count - whole >= 4 { whole = undecoded.count }
    let text = String(decoding: undecoded[..<whole], as: UTF8.self)
    undecoded.removeFirst(whole)
    transcript += text
    screen.show(text)
    return true
  }

  /// Waits until the screen satisfies `condition`; the test stops where it never does.
  func wait(
    _ what: String, location: SourceLocation = #_sourceLocation, until condition: (Screen) -> Bool
  ) throws {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while !condition(screen) {
      let goesOn = pump(0.05)
      if condition(screen) { return }
      try #require(
        goesOn && Date() < end, "waited for \(what); the screen:\n\(screen.text)",
        sourceLocation: location)
    }
  }

  /// Waits for `text` anywhere on the screen.
  func expect(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    try wait("`\(text)`", location: location) { $0.text.contains(text) }
  }

  /// Waits until the last line of the screen is `text` and the cursor stands behind it.
  func expectLast(_ text: String, location: SourceLocation = #_sourceLocation) throws {
    try wait("the last line `\(text)`", location: location) {
      $0.text.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) == text
    }
  }

  /// Waits for the end. - Returns: the exit code, or 128 + the signal.
  @discardableResult
  func end(location: SourceLocation = #_sourceLocation) throws -> Int32 {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while true {
      if !pump(0.02) { usleep(5000) }
      var raw: Int32 = 0
      if waitpid(process, &raw, WNOHANG) == process {
        let code = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        status = code
        while pump(0.02), !transcript.isEmpty, pollIsReady { continue }
        return code
      }
      try #require(
        Date() < end, "waited for the end; the screen:\n\(screen.text)", sourceLocation: location)
    }
  }

  private var pollIsReady: Bool {
    var waited = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, 0) > 0 && waited.revents & Int16(POLLIN) != 0
  }
}
