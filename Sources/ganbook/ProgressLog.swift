/// Progress where nothing can be drawn over itself: a whole line now and then.
package final class ProgressLog {
  private let now: () -> ContinuousClock.Instant
  private let write: (String) -> Void
  private var lastLine: ContinuousClock.Instant
  /// The last state, where no line has told it.
  private var untold: String?

  /// Between two lines.
  private static let interval = Duration.seconds(10)

  package init(
    now: @escaping () -> ContinuousClock.Instant = { .now }, write: @escaping (String) -> Void
  ) {
    self.now = now
    self.write = write
    // The first ten seconds say nothing.
    lastLine = now()
  }

  /// Tells where things stand, if the last line was long enough ago. Of many short trainings in a
  /// row, too, only some are told: a script may have thousands.
  package func show(_ status: String) {
    let time = now()
    guard time - lastLine >= Self.interval else {
      untold = status
      return
    }
    lastLine = time
    untold = nil
    write(status + "\n")
  }

  /// Tells how far things came that no line has told yet.
  package func finish() {
    if let untold { write(untold + "\n") }
    untold = nil
  }
}
