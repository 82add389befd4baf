/// Outputs as plain text, as in scripts: results to one side, everything else to the other; no colour, no
/// carriage return, progress as a whole line now and then.
package final class PlainTextRenderer {
  private let results: (String) -> Void
  private let messages: (String) -> Void
  private let now: () -> ContinuousClock.Instant
  private var lastProgress: ContinuousClock.Instant
  /// The last state of a training, where no line has told it.
  private var untold: String?

  /// Between two lines of progress.
  private static let interval = Duration.seconds(10)
  private static let columns = 78
  private static let plotRows = 16

  /// - Parameters:
  ///   - results: takes what statements give, whole lines.
  ///   - messages: takes progress, warnings and errors, whole lines.
  package init(
    results: @escaping (String) -> Void, messages: @escaping (String) -> Void,
    now: @escaping () -> ContinuousClock.Instant = { .now }
  ) {
    self.results = results
    self.messages = messages
    self.now = now
    // The first ten seconds say nothing.
    lastProgress = now()
  }

  package func show(_ output: Output) {
    switch output {
    case .text(let text): results(text + "\n")
    case .table(let table): results(table.text + "\n")
    case .picture(let picture):
      // A picture has no plain form; what it shows is said.
      results(
        "picture \(picture.image.width)x\(picture.image.height)"
          + "\(picture.caption.map { ": " + $0 } ?? "")\n")
    case .plot(let plot):
      results(
        plot.text(
          width: Self.columns, height: Self.plotRows, usesUnicode: false, usesColor: false))
    case .progress(let progress): show(progress)
    case .warning(let text):
      finish()
      messages("warning: \(text)\n")
    case .error(let diagnostic):
      finish()
      messages(diagnostic.text + "\n")
    }
  }

  /// Tells how far a training came that no line has told yet.
  package func finish() {
    if let untold { messages(untold + "\n") }
    untold = nil
  }

  /// Of many short trainings in a row, too, only some are told: a script may have thousands.
  private func show(_ progress: Progress) {
    let time = now()
    guard time - lastProgress >= Self.interval else {
      untold = progress.line
      return
    }
    lastProgress = time
    untold = nil
    messages(progress.line + "\n")
  }
}
