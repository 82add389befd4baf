import ModelFiles
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder of journals, `$XDG_STATE_HOME/ganbook/sessions`: `20261124T120301Z-4711.jsonl` for
/// each session, and beside it, as `.checkpoint`, the run where it had one.
package struct SessionsFolder: Sendable {
  package let path: String

  /// How many of the newest sessions keep their journal, and how many their checkpoint, which is
  /// larger.
  package static let keptJournals = 30
  package static let keptCheckpoints = 5

  package init(path: String) { self.path = path }

  /// What could not be done, for a warning.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
    fileprivate init(_ path: String, _ reason: String = String(cString: strerror(errno))) {
      description = "\(path): \(reason)"
    }
  }

  private static let suffix = ".jsonl"

  /// A journal's path without its ending, with which the names of all files of its session begin.
  static func stem(of journal: String) -> String {
    String(journal.dropLast(journal.hasSuffix(suffix) ? suffix.count : 0))
  }

  /// The checkpoint that belongs to a journal.
  package static func checkpoint(of journal: String) -> String {
    stem(of: journal) + ".checkpoint"
  }

  static var workingFolder: String {
    guard let folder = getcwd(nil, 0) else { return "" }
    defer { free(folder) }
    return String(cString: folder)
  }

  // MARK: - Making

  /// A new journal, open and locked; old ones go.
  func makeJournal() throws(Failure) -> (descriptor: Int32, path: String) {
    do throws(Folder.NotMade) {
      try Folder.make(path, mode: 0o700)
    } catch {
      throw Failure(path, error.problem.reason)
    }
    prune()
    let stem = "\(path)/\(TimeStamp.nowForName)-\(getpid())"
    // Two sessions of a process within a second happen in tests only, but then they do.
    for attempt in 0..<1000 {
      let file = stem + (attempt == 0 ? "" : "-\(attempt)") + Self.suffix
      let descriptor = open(
        file, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if descriptor >= 0 {
        // Where locks are not to be had, the journal still is.
        flock(descriptor, LOCK_EX | LOCK_NB)
        return (descriptor, file)
      }
      guard errno == EEXIST else { throw Failure(file) }
    }
    throw Failure(stem)
  }

  // MARK: - Looking

  /// The journals, the one that was written to last first.
  package var journals: [String] {
    Folder.readableNames(in: path).filter { $0.hasSuffix(Self.suffix) }
      .compactMap { name -> (path: String, seconds: Int, part: Int)? in
        var status = stat()
        let file = "\(path)/\(name)"
        guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
          let time = status.st_mtimespec
        #else
          let time = status.st_mtim
        #endif
        return (file, Int(time.tv_sec), Int(time.tv_nsec))
      }
      .sorted { ($0.seconds, $0.part, $0.path) > ($1.seconds, $1.part, $1.path) }.map(\.path)
  }

  /// Opens a journal to go on with it.
  ///
  /// - Returns: nil while a session that lives is writing to it.
  func take(_ journal: String) throws(Failure) -> Int32? {
    let descriptor = open(journal, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw Failure(journal) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return descriptor }
    close(descriptor)
    return nil
  }

  /// Closes a journal that ``take(_:)`` or ``makeJournal()`` opened. A child process that is just
  /// being started may hold a copy of the descriptor for a moment, so that closing alone would not
  /// give the lock back.
  static func release(_ descriptor: Int32) {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  // MARK: - Old ones

  /// Removes what is beyond the newest, but nothing of a session that lives.
  private func prune() {
    let journals = journals
    let files = SystemFiles()
    for (index, journal) in journals.enumerated() where index + 1 >= Self.keptCheckpoints {
      guard let taken = try? take(journal) else { continue }
      defer { Self.release(taken) }
      try? files.unlink(Self.checkpoint(of: journal))
      if index + 1 >= Self.keptJournals { try? files.unlink(journal) }
    }
    let known = Set(journals.map(Self.checkpoint))
    for name in Folder.readableNames(in: path) where name.hasSuffix(".checkpoint") {
      if !known.contains("\(path)/\(name)") { try? files.unlink("\(path)/\(name)") }
    }
    PartialFiles.removeStale(in: path, through: files)
  }
}
