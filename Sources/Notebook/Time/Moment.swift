import GANs
import Language

/// A place in the life of a run, with all that had been done to it until then: what it takes to
/// have the state again, from any state on the way there.
struct Moment {
  /// Which of the session's runs it belongs to.
  let runNumber: Int
  let position: RunPosition
  let log: RunLog
  /// Whether no file had the state.
  let isUnsaved: Bool

  /// A place that a moment has passed.
  func earlier(_ position: RunPosition) -> Moment {
    Moment(
      runNumber: runNumber, position: position, log: log.upTo(position), isUnsaved: isUnsaved)
  }
}
