import Language

/// Where outputs go: to whoever runs the text, and to the journal.
package final class Outlet {
  /// Where the session is written down; nil for none.
  var journal: Journal?
  /// Who runs the text; nil while none runs.
  var receiver: ((Output) -> Void)?
  /// The iteration that the run is at, for the journal.
  var iteration: () -> Int? = { nil }
  /// What the text that runs has been warned of already.
  private var told: Set<String> = []

  package func emit(_ output: Output) {
    journal?.record(output, iteration: iteration())
    receiver?(output)
  }

  /// Warns once for each text that is run, however often it comes by.
  func warnOnce(_ text: String) {
    if told.insert(text).inserted { emit(.warning(text)) }
  }

  /// A text begins that has been told nothing.
  func forgetWarnings() { told = [] }
}
