import Platform

/// The wish to stop, as long work looks at it: like a task's cancellation, it belongs to whatever
/// runs, so that no loop has to be handed it.
///
///     try Interruption.watching({ flag.isSet }) { try work() }
///
/// By thread, since the work is synchronous. (A task-local value outside of a task ends the program
/// in optimised builds of Swift 6.)
public enum Interruption {
  private final class Source {
    let isWished: () -> Bool
    init(_ isWished: @escaping () -> Bool) { self.isWished = isWished }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key, nil)
    require(status == 0, "Interruption: the system has no thread-specific values left")
    return key
  }()

  /// Runs `body`, on this thread, while `isWished` tells whether it is to stop.
  public static func watching<Result>(
    _ isWished: @escaping () -> Bool, _ body: () throws -> Result
  ) rethrows -> Result {
    let outer = pthread_getspecific(key)
    let source = Source(isWished)
    pthread_setspecific(key, Unmanaged.passUnretained(source).toOpaque())
    defer {
      pthread_setspecific(key, outer)
      withExtendedLifetime(source) {}
    }
    return try body()
  }

  /// Whether there is the wish to stop, for who throws an error of its own.
  package static var isDue: Bool {
    guard let source = pthread_getspecific(key) else { return false }
    return Unmanaged<Source>.fromOpaque(source).takeUnretainedValue().isWished()
  }

  /// To be called now and then by what takes long, about once in a millisecond.
  ///
  /// - Throws: ``Interrupted`` where there is the wish to stop.
  package static func poll() throws(Interrupted) {
    if isDue { throw Interrupted() }
  }
}

/// Work was given up because there was the wish to stop.
public struct Interrupted: Error, Equatable {
  package init() {}
}
