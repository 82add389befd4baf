/// Outputs as plain text, as in scripts: results to one side, everything else to the other; no colour, no
/// carriage return, progress as a whole line now and then.
package final class PlainTextRenderer {
  private let results: (String) -> Void
  private let messages: (String) -> Void
  private let now: () -> ContinuousClock.Instant
  private var lastProgress: ContinuousClock.Instant?

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
    case .warning(let text): messages("warning: \(text)\n")
    case .error(let diagnostic): messages(diagnostic.text + "\n")
    }
  }

  private func show(_ progress: Progress) {
    let time = now()
    let isDue = lastProgress.map { time - $0 >= Self.interval } ?? false
    // The first ten seconds say nothing: a short training has its last line only.
    if lastProgress == nil { lastProgress = time }
    guard isDue || progress.isLast else { return }
    lastProgress = progress.isLast ? nil : time
    messages(progress.line + "\n")
  }
}
