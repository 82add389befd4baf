/// The wish to stop, as long work looks at it: like a task's cancellation, it belongs to whatever
/// runs, so that no loop has to be handed it.
///
///     try Interruption.$isWished.withValue({ flag.isSet }) { try work() }
public enum Interruption {
  /// Whether what runs now is to stop; nil where nothing ever stops it.
  @TaskLocal public static var isWished: (@Sendable () -> Bool)?

  /// Whether there is the wish to stop, for who throws an error of its own.
  package static var isDue: Bool { isWished?() ?? false }

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
