import Language
import Synchronization

/// The wish to stop. A signal handler or another thread may set it; the session looks at it between
/// two statements and hands it to the trainer.
package final class InterruptFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  private let abandonment = Atomic<Bool>(false)
  private let ending = Atomic<Bool>(false)
  private let checkpoint = Atomic<Bool>(false)
  private let onLook: (@Sendable () -> Void)?

  /// - Parameter onLook: called each time that long work looks here, before it does.
  package init(onLook: (@Sendable () -> Void)? = nil) { self.onLook = onLook }

  /// As ``isSet``, for long work between two of its stretches.
  func isWishedNow() -> Bool {
    onLook?()
    return isSet
  }

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
  /// Asks for the run to be kept at the next chance, without a stop.
  package func askForCheckpoint() { checkpoint.store(true, ordering: .relaxed) }
  /// Whether that was asked for since the last time.
  func takeCheckpointRequest() -> Bool {
    checkpoint.load(ordering: .relaxed) && checkpoint.exchange(false, ordering: .relaxed)
  }
  package func clear() {
    flag.store(false, ordering: .relaxed)
    abandonment.store(false, ordering: .relaxed)
  }
}
