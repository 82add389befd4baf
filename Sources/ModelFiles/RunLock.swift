import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The right to write into a run folder, held by one process at a time.
///
/// The file `ganbook.lock` in the folder carries the holder's process id and is locked with
/// `flock`, which the system releases however the process ends: a lock that a killed process left
/// behind is taken over at once, and a process id that was given to another program cannot mislead.
public final class RunLock: Sendable {
  /// The process that held the lock and ended without giving it back.
  public let recoveredFrom: Int?

  private let path: String
  private let descriptor: Int32

  /// Takes the lock of a folder that exists.
  ///
  /// - Throws: ``CheckpointProblem/locked(process:)`` where someone holds it, in this process too.
  public init(folder: String) throws(ModelFileError) {
    path = "\(folder)/ganbook.lock"
    do throws(ModelFileError.Problem) {
      (descriptor, recoveredFrom) = try Self.take(path)
    } catch {
      throw ModelFileError(path: folder, problem: error)
    }
  }

  deinit {
    // In this order nobody finds a free file that is about to vanish: who opened it before checks
    // that it still has its name.
    unlink(path)
    close(descriptor)
  }

  private static func take(
    _ path: String
  ) throws(ModelFileError.Problem) -> (descriptor: Int32, recoveredFrom: Int?) {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw .system(.call("open lock file", errno: errno)) }
      var result = flock(descriptor, LOCK_EX | LOCK_NB)
      while result < 0, errno == EINTR { result = flock(descriptor, LOCK_EX | LOCK_NB) }
      guard result == 0 else {
        let number = errno
        let holder = process(in: descriptor)
        close(descriptor)
        throw number == EWOULDBLOCK
          ? .checkpoint(.locked(process: holder)) : .system(.call("lock", errno: number))
      }
      var mine = stat()
      var named = stat()
      guard fstat(descriptor, &mine) == 0, stat(path, &named) == 0, mine.st_ino == named.st_ino,
        mine.st_dev == named.st_dev
      else {
        // Its holder removed it between our opening and our locking.
        close(descriptor)
        continue
      }
      let previous = process(in: descriptor)
      let text = Array("\(getpid())\n".utf8)
      // Should the id not fit on a full disk, the lock still holds; only the message lacks it.
      if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
      return (descriptor, previous)
    }
  }

  private static func process(in descriptor: Int32) -> Int? {
    var text = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &text, text.count, 0)
    return Int(String(decoding: text.prefix(max(count, 0)).prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
