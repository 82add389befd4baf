import Files
import Language
import Platform

/// The folder of sessions, `$XDG_STATE_HOME/ganbook/sessions`: a journal for each,
/// `000042-20261124T120301Z-4711.jsonl`, and beside it whatever else begins with its stem and a dot
/// or a dash: `.checkpoint`, the run where it had one.
///
/// The first number orders them, for a clock may be set back. A session that is taken up gets the
/// next one by a file without content, `STEM.43.resumed`.
package struct SessionsFolder: Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// What could not be done, for a warning.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
    fileprivate init(_ path: String, _ reason: String = String(cString: strerror(errno))) {
      description = "\(path): \(reason)"
    }
  }

  static let suffix = ".jsonl"
  private static let resumedSuffix = ".resumed"

  /// A journal's path without its ending, with which the names of all files of its session begin.
  static func stem(of journal: String) -> String {
    String(journal.dropLast(journal.hasSuffix(suffix) ? suffix.count : 0))
  }

  /// The checkpoint that belongs to a journal.
  package static func checkpoint(of journal: String) -> String {
    stem(of: journal) + ".checkpoint"
  }

  // MARK: - Making

  /// A new journal, open and locked; what is beyond the limits goes.
  func makeJournal() throws(Failure) -> (descriptor: Int32, path: String) {
    do throws(Folder.NotMade) {
      try Folder.make(path, mode: 0o700)
    } catch {
      throw Failure(path, error.problem.reason)
    }
    prune()
    let first = nextNumber
    for number in first..<first + 1000 {
      let digits = String(number)
      let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
      let file = "\(path)/\(padded)-\(TimeStamp.nowForName)-\(getpid())\(Self.suffix)"
      let descriptor = open(
        file, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      if descriptor >= 0 {
        // Where locks are not to be had, the journal still is.
        flock(descriptor, LOCK_EX | LOCK_NB)
        return (descriptor, file)
      }
      guard errno == EEXIST else { throw Failure(file) }
    }
    throw Failure(path, "its numbers are used up")
  }

  private var nextNumber: Int { (sessions.first?.order ?? 0) + 1 }

  // MARK: - Looking

  /// The files of a session.
  package struct Stored: Equatable, Sendable {
    package let journal: String
    /// Counts the sessions, from 1; 0 for those of an earlier Ganbook, which did not count.
    package let number: Int
    /// The number by which it is older or newer than others: when it began or was taken up last.
    package fileprivate(set) var order: Int
    /// The paths of what lies beside the journal.
    package fileprivate(set) var others: [String] = []

    /// What all of it takes, in bytes.
    package var size: Int { ([journal] + others).reduce(0) { $0 + SessionsFolder.size(of: $1) } }
  }

  /// The sessions, the newest first.
  package var sessions: [Stored] {
    let names = Folder.readableNames(in: path)
    var found: [Substring: Stored] = [:]
    for name in names where name.hasSuffix(Self.suffix) {
      var status = stat()
      let file = "\(path)/\(name)"
      guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      let number = Self.number(name.prefix { $0 != "-" })
      found[name.dropLast(Self.suffix.count)] = Stored(
        journal: file, number: number, order: number)
    }
    for name in names {
      // The longest stem: an earlier Ganbook had journals whose stem begins with another's.
      let ends = name.indices.reversed().filter { name[$0] == "." || name[$0] == "-" }
      guard let stem = ends.lazy.map({ name[..<$0] }).first(where: { found[$0] != nil }),
        name.dropFirst(stem.count) != Self.suffix
      else { continue }
      found[stem]?.others.append("\(path)/\(name)")
      if name.hasSuffix(Self.resumedSuffix) {
        let digits = name.dropFirst(stem.count + 1).dropLast(Self.resumedSuffix.count)
        let order = max(found[stem]?.order ?? 0, Self.number(digits))
        found[stem]?.order = order
      }
    }
    return found.values.sorted { ($0.order, $0.journal) > ($1.order, $1.journal) }
  }

  /// The journals, that of the newest session first.
  package var journals: [String] { sessions.map(\.journal) }

  /// At most 15 digits, so that there is room to count on; 0 for what is no number.
  private static func number(_ digits: Substring) -> Int {
    let isNumber = digits.utf8.count <= 15 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber ? Int(digits) ?? 0 : 0
  }

  private static func size(of file: String) -> Int {
    var status = stat()
    return lstat(file, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether a file lies beside a journal, as one of its session.
  static func isOwn(_ file: String, of journal: String) -> Bool {
    let (folder, name) = Folder.split(file)
    let (mine, stem) = Folder.split(stem(of: journal))
    guard name.hasPrefix(stem + ".") || name.hasPrefix(stem + "-") else { return false }
    // Through links, two paths may be one folder.
    guard folder != mine else { return true }
    return FileIdentity(path: folder).map { $0 == FileIdentity(path: mine) } ?? false
  }

  /// The journal that is meant by what the user wrote: a path, or the number of a session.
  func journal(named word: String) -> String {
    guard access(word, F_OK) != 0, let number = Int(word), number > 0 else { return word }
    return sessions.first { $0.number == number }?.journal ?? word
  }

  // MARK: - Taking up

  /// Opens a journal to go on with it. Nothing of it is changed.
  ///
  /// - Returns: nil while a session that lives is writing to it.
  func take(_ journal: String) throws(Failure) -> Int32? {
    // Without O_NONBLOCK, opening a pipe that nobody writes would wait for ever.
    let descriptor = open(journal, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(journal) }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return descriptor }
    close(descriptor)
    return nil
  }

  /// What a journal says that ``take(_:)`` opened.
  func read(_ journal: String, _ descriptor: Int32) throws(Problem) -> JournalFile {
    let bytes: [UInt8]
    do {
      let file = try InputFile(path: journal, descriptor: descriptor)
      bytes = try FileBytes.read(file, limit: JournalFile.largestSize)
    } catch {
      throw .file("\(error)", advice: nil)
    }
    return try JournalFile(bytes: bytes, path: journal)
  }

  /// Notes that a session is the newest from now on. One outside of the folder has no order.
  func makeNewest(_ journal: String) {
    let file = FileIdentity(path: journal)
    guard let session = sessions.first(where: { FileIdentity(path: $0.journal) == file }) else {
      return
    }
    let mark = "\(Self.stem(of: session.journal)).\(nextNumber)\(Self.resumedSuffix)"
    let descriptor = open(mark, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    close(descriptor)
    for old in session.others where old.hasSuffix(Self.resumedSuffix) { unlink(old) }
  }

  /// Closes a journal that ``take(_:)`` or ``makeJournal()`` opened. A child process that is just
  /// being started may hold a copy of the descriptor for a moment, so that closing alone would not
  /// give the lock back.
  static func release(_ descriptor: Int32) {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}
