import Synchronization

/// The wish to stop, from the signals' thread to the session.
final class Interrupt: Sendable {
  private let wish = Mutex<SignalWatcher.Stop?>(nil)

  func request(_ stop: SignalWatcher.Stop) { wish.withLock { $0 = stop } }
  func take() -> SignalWatcher.Stop? {
    wish.withLock { wish in
      defer { wish = nil }
      return wish
    }
  }
}
