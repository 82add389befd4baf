import Synchronization

/// The wish to stop. A signal handler or another thread may set it; the session looks at it between two
/// statements and hands it to the trainer.
package final class InterruptFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  private let abandonment = Atomic<Bool>(false)

  package init() {}

  package var isSet: Bool { flag.load(ordering: .relaxed) }
  package func set() { flag.store(true, ordering: .relaxed) }
  /// Whether not even the running phase is to be completed.
  package var isAbandoned: Bool { abandonment.load(ordering: .relaxed) }
  /// Stops in the middle of the running phase, as if it had not begun.
  package func abandon() {
    abandonment.store(true, ordering: .relaxed)
    set()
  }
  package func clear() {
    flag.store(false, ordering: .relaxed)
    abandonment.store(false, ordering: .relaxed)
  }
}
