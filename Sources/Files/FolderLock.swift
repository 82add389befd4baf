import Platform

/// The right to write into a folder, held by one process at a time.
///
/// The file `ganbook.lock` in the folder carries the holder's process id and is locked with
/// `flock`, which the system releases however the process ends: a lock that a killed process left
/// behind is taken over at once, and a process id that was given to another program cannot mislead.
/// A file of that name that is no such lock is somebody's own: it is left as it is, and named.
public final class FolderLock: Sendable {
  /// The process that held the lock and ended without giving it back.
  public let recoveredFrom: Int?

  private static let name = "ganbook.lock"

  private let folder: HeldFolder
  private let descriptor: Int32
  private let file: FileIdentity?
  /// Whether an empty file was there, which may be somebody's own, and is left empty.
  private let wasEmpty: Bool

  /// Takes the lock of a folder that exists.
  ///
  /// - Throws: ``LockProblem/locked(process:)`` where someone holds it, in this process too;
  ///   ``LockProblem/notALock(why:)``.
  public convenience init(folder path: String) throws(FileError) {
    let held: HeldFolder
    do throws(SystemProblem) { held = try HeldFolder(path) } catch {
      throw FileError(path: path, problem: .system(error))
    }
    try self.init(folder: held)
  }

  /// Takes the lock of a folder that is held, and holds it, too.
  package init(folder: HeldFolder) throws(FileError) {
    self.folder = folder
    do throws(FileError.Problem) {
      let taken = try Self.take(in: folder)
      (descriptor, recoveredFrom, wasEmpty) = (taken.descriptor, taken.process, taken.wasEmpty)
      file = FileIdentity(descriptor)
    } catch {
      throw FileError(path: folder.openedPath, problem: error)
    }
  }

  deinit {
    if wasEmpty {
      ftruncate(descriptor, 0)
    } else if let file, folder.identity(of: Self.name) == file {
      // In this order nobody finds a free file that is about to vanish: who opened it before checks
      // that it still has its name.
      unlinkat(folder.descriptor, Self.name, 0)
    }
    close(descriptor)
  }

  private typealias Taken = (descriptor: Int32, process: Int?, wasEmpty: Bool)

  private static func take(in folder: HeldFolder) throws(FileError.Problem) -> Taken {
    while true {
      let (descriptor, isNew) = try open(in: folder)
      do throws(FileError.Problem) {
        if let taken = try take(descriptor, isNew: isNew, in: folder) { return taken }
      } catch {
        close(descriptor)
        throw error
      }
      // Its holder removed it between our opening and our locking.
      close(descriptor)
    }
  }

  private static func open(
    in folder: HeldFolder
  ) throws(FileError.Problem) -> (descriptor: Int32, isNew: Bool) {
    // Without O_NONBLOCK, opening a pipe would wait for ever.
    let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    while true {
      var descriptor = openat(folder.descriptor, name, flags)
      if descriptor >= 0 { return (descriptor, false) }
      switch errno {
      case ENOENT: break
      case ELOOP: throw .lock(.notALock(why: "is a symbolic link"))
      case EISDIR: throw .lock(.notALock(why: "is a folder"))
      case ENXIO: throw .lock(.notALock(why: "is no plain file"))
      default: throw .system(.call("open lock file", errno: errno))
      }
      descriptor = openat(folder.descriptor, name, flags | O_CREAT | O_EXCL, 0o644)
      if descriptor >= 0 { return (descriptor, true) }
      guard errno == EEXIST else { throw .system(.call("make lock file", errno: errno)) }
    }
  }

  /// - Returns: nil where the file has lost its name meanwhile.
  private static func take(
    _ descriptor: Int32, isNew: Bool, in folder: HeldFolder
  ) throws(FileError.Problem) -> Taken? {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(.call("stat", errno: errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .lock(.notALock(why: "is no plain file"))
    }
    guard status.st_nlink <= 1 else {
      throw .lock(.notALock(why: "has another name, too"))
    }
    let content = content(of: descriptor)
    let previous = process(in: content)
    guard content.isEmpty || previous != nil else {
      throw .lock(.notALock(why: "has content that Ganbook did not write"))
    }
    var result = flock(descriptor, LOCK_EX | LOCK_NB)
    while result < 0, errno == EINTR { result = flock(descriptor, LOCK_EX | LOCK_NB) }
    if result < 0 {
      let problem = SystemProblem.call("lock", errno: errno)
      guard problem != .call("lock", errno: EWOULDBLOCK) else {
        throw .lock(.locked(process: previous))
      }
      guard Shortcoming.locks.explains(problem) else { throw .system(problem) }
      Shortcomings.met.note(.locks, in: folder.openedPath)
    }
    guard folder.identity(of: name) == FileIdentity(descriptor) else { return nil }
    let text = Array("\(getpid())\n".utf8)
    // Should the id not fit on a full disk, the lock still holds; only the message lacks it.
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    return (descriptor, previous, content.isEmpty && !isNew)
  }

  /// More than a process id takes is not read.
  private static func content(of descriptor: Int32) -> [UInt8] {
    var text = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &text, text.count, 0)
    return Array(text.prefix(max(count, 0)))
  }

  /// The process id of a lock; nil where this is something else: digits and the end of the line.
  private static func process(in content: [UInt8]) -> Int? {
    guard let digits = content.last == 0x0A ? content.dropLast() : nil, (1...10) ~= digits.count,
      digits.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
