import Files
import Platform

/// The history of all sessions: one line for each block, appended to and never rewritten while it
/// is used.
///
/// Inside an entry a newline is written `\n` and a backslash `\\`. An entry is one `write` in
/// append mode under a lock, so sessions that run at the same time do not tear each other's
/// entries. Only the user can read the file.
package struct HistoryFile: Sendable {
  package enum Failure: Error, Equatable {
    case unavailable(path: String, reason: String)
  }

  package let path: String
  /// Entries that are kept; beyond twice as many the oldest half goes.
  private let limit: Int

  package init(path: String, limit: Int = 10_000) {
    self.path = path
    self.limit = limit
  }

  /// Under `$XDG_STATE_HOME/ganbook`, else `~/.local/state/ganbook`; nil without a home.
  package static func standard(environment: [String: String]) -> HistoryFile? {
    UserFolders(environment: environment).state.map { HistoryFile(path: $0 + "/history") }
  }

  /// The newest entries, oldest first. Lines that are damaged are passed over.
  package func load() throws(Failure) -> [String] {
    guard access(path, F_OK) == 0 else { return [] }
    return try locked(for: O_RDWR) { descriptor throws(Failure) in
      // Older than this rule, or made by hand.
      fchmod(descriptor, 0o600)
      let entries = Self.entries(in: try contents(of: descriptor))
      if entries.count > 2 * limit { try replace(with: entries.suffix(limit)) }
      return Array(entries.suffix(limit))
    }
  }

  package func append(_ entry: String) throws(Failure) {
    try makeFolder()
    try locked(for: O_RDWR | O_APPEND | O_CREAT) { descriptor throws(Failure) in
      var bytes = Self.line(for: entry)
      // A session that was killed while it wrote has left half a line, which must not swallow this
      // one.
      let end = lseek(descriptor, 0, SEEK_END)
      var last: UInt8 = 0
      if end > 0, pread(descriptor, &last, 1, end - 1) == 1, last != UInt8(ascii: "\n") {
        bytes.insert(UInt8(ascii: "\n"), at: 0)
      }
      try write(bytes, to: descriptor)
    }
  }

  // MARK: - Format

  static func line(for entry: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += Array(#"\\"#.utf8)
      case UInt8(ascii: "\n"): bytes += Array(#"\n"#.utf8)
      case 0: continue
      default: bytes.append(byte)
      }
    }
    return bytes + [UInt8(ascii: "\n")]
  }

  static func entries(in bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard !line.contains(0), let text = String(validating: line, as: UTF8.self) else {
        return nil
      }
      var entry = ""
      var escaped = false
      for character in text.unicodeScalars {
        if escaped {
          entry.unicodeScalars.append(character == "n" ? "\n" : character)
          escaped = false
        } else if character == "\\" {
          escaped = true
        } else {
          entry.unicodeScalars.append(character)
        }
      }
      return entry
    }
  }

  // MARK: - Files

  private func failure() -> Failure {
    .unavailable(path: path, reason: String(cString: strerror(errno)))
  }

  private func makeFolder() throws(Failure) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    do throws(Folder.NotMade) {
      try Folder.make(folder, mode: 0o700)
    } catch {
      throw .unavailable(path: folder, reason: error.problem.reason)
    }
  }

  /// Opens and locks the file; again, where another session has replaced it meanwhile.
  private func locked<Result>(
    for flags: Int32, _ body: (Int32) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    while true {
      let descriptor = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else { throw failure() }
      defer { close(descriptor) }
      while flock(descriptor, LOCK_EX) != 0 {
        // Where locks are not to be had, the history still is.
        if Shortcoming.locks.explains(.call("lock", errno: errno)) { break }
        guard errno == EINTR else { throw failure() }
      }
      var opened = stat()
      var current = stat()
      guard fstat(descriptor, &opened) == 0 else { throw failure() }
      guard stat(path, &current) == 0, opened.st_ino == current.st_ino,
        opened.st_dev == current.st_dev
      else { continue }
      return try body(descriptor)
    }
  }

  private func contents(of descriptor: Int32) throws(Failure) -> [UInt8] {
    do {
      return try FileBytes.read(
        InputFile(path: path, descriptor: descriptor), limit: FileBytes.maximumSize)
    } catch {
      throw .unavailable(path: path, reason: "\(error.problem)")
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Platform.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw failure()
      }
    }
  }

  private func replace(with entries: ArraySlice<String>) throws(Failure) {
    do throws(FileReplacement.Failure) {
      try FileReplacement.replace([.init(path, [entries.flatMap(Self.line)])])
    } catch {
      throw .unavailable(path: path, reason: error.problem.cause.reason)
    }
  }
}
