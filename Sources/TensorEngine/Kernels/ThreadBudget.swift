import CVectorKernels
import Platform

/// How many threads compute, and what sets that number: the process is not the machine.
public struct ThreadBudget: Equatable, Sendable {
  /// What sets the number.
  public enum Bound: Equatable, Sendable {
    /// Nothing is less than the processors of the machine.
    case machine
    /// The mask of processors that the process may run on (`taskset`, a batch system).
    case affinity(processors: Int)
    /// The time that a control group leaves to the process, in processors, and the file with it.
    case quota(processors: Double, file: String)
  }

  /// From 1 to ``mostThreads``.
  public let threads: Int
  /// What sets it.
  public let bound: Bound
  /// The processors of the machine.
  public let machine: Int

  /// More threads than this are never used.
  public static let mostThreads = 256

  /// The smallest bound counts. Of a quota of 1.5 processors two threads use all.
  package init(machine: Int, affinity: Int?, quota: CgroupQuota?) {
    var (threads, bound) = (max(1, machine), Bound.machine)
    if let affinity, affinity < threads, affinity > 0 {
      (threads, bound) = (affinity, .affinity(processors: affinity))
    }
    if let quota, quota.processors < Double(threads) {
      threads = max(1, Int(quota.processors.rounded(.up)))
      bound = .quota(processors: quota.processors, file: quota.file)
    }
    self.threads = min(threads, Self.mostThreads)
    self.bound = bound
    self.machine = max(1, machine)
  }

  /// What this process may use, as it was when it was first asked for.
  public static let ofProcess = ThreadBudget(
    machine: sysconf(Int32(_SC_NPROCESSORS_ONLN)), affinity: Int(vk_allowed_processors()),
    quota: CgroupQuota())
}

extension ThreadBudget {
  /// The threads that the variable `GANBOOK_THREADS` of this process asks for; nil where it is not set
  /// or empty.
  ///
  /// - Throws: ``ThreadCountError``.
  public static func requested() throws(ThreadCountError) -> Int? {
    try requested(getenv("GANBOOK_THREADS").map { String(cString: $0) })
  }

  /// The same of the variable's value.
  ///
  /// - Throws: ``ThreadCountError`` where it holds anything but a number from 1 to 256.
  public static func requested(_ text: String?) throws(ThreadCountError) -> Int? {
    guard let text, !text.isEmpty else { return nil }
    // Digits only: `Int` would take a sign.
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text),
      (1...mostThreads).contains(count)
    else { throw ThreadCountError(text: text) }
    return count
  }
}

/// `GANBOOK_THREADS` holds no number of threads.
public struct ThreadCountError: Error, Equatable {
  /// What it holds.
  public let text: String
}

extension ThreadCountError: CustomStringConvertible {
  /// One line for the user: what the variable must hold, and what it holds.
  public var description: String {
    "GANBOOK_THREADS is a whole number from 1 to \(ThreadBudget.mostThreads), not `\(text.prefix(40))`"
  }
}
