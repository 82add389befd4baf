import Synchronization

/// The wish to stop. A signal handler or another thread may set it; the session looks at it between two
/// statements and hands it to the trainer.
package final class InterruptFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  package init() {}

  package var isSet: Bool { flag.load(ordering: .relaxed) }
  package func set() { flag.store(true, ordering: .relaxed) }
  package func clear() { flag.store(false, ordering: .relaxed) }
}
