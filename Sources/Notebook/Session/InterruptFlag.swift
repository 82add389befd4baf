import Synchronization

/// The wish to stop. A signal handler or another thread may set it; the session looks at it between
/// two statements and hands it to the trainer.
package final class InterruptFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  private let abandonment = Atomic<Bool>(false)
  private let ending = Atomic<Bool>(false)

  package init() {}

  package var isSet: Bool { flag.load(ordering: .relaxed) || isEnding }
  package func set() { flag.store(true, ordering: .relaxed) }
  /// Whether not even the running phase is to be completed.
  package var isAbandoned: Bool { abandonment.load(ordering: .relaxed) }
  /// Stops in the middle of the running phase, as if it had not begun.
  package func abandon() {
    abandonment.store(true, ordering: .relaxed)
    set()
  }
  /// Whether the process is to end.
  package var isEnding: Bool { ending.load(ordering: .relaxed) }
  /// Stops whatever runs and whatever would run after it: no `clear` takes this back, so that it
  /// does not matter at which moment it comes.
  package func end() { ending.store(true, ordering: .relaxed) }
  package func clear() {
    flag.store(false, ordering: .relaxed)
    abandonment.store(false, ordering: .relaxed)
  }
}
