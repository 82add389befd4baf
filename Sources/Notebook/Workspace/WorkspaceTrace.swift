import GANs
import Language

/// What a search for the first number that is not finite found.
enum NonFiniteSearch {
  /// There is none.
  case healthy
  /// Where it came from, and the place from which on the training was done again.
  case origin(NonFiniteOrigin, from: RunPosition)
  /// Done again from a place on, all numbers are finite.
  case notByTraining(NamedTensor?, from: RunPosition)
}

extension Workspace {
  /// Goes back to the latest state without such a number, and does the training again from there,
  /// operation by operation. The run stays as it is.
  ///
  /// - Throws: ``Problem`` where the data is not there any more.
  func traceNonFinite(needs: String) throws -> NonFiniteSearch {
    let run = try builtRun(needs)
    guard !run.hasOnlyFiniteNumbers else { return .healthy }
    let moment = moment(of: run)
    // What a file brought, no training before it made.
    let opened = run.log.entries.last { $0.change == .opened }?.position
    var earliest = run
    var start: Run?
    var position = run.position
    while earliest.position > opened ?? .start,
      let state = try? state(toStartFrom: moment.earlier(position))
    {
      guard !state.hasOnlyFiniteNumbers else {
        start = state
        break
      }
      earliest = state
      position = state.position.back(phases: 1)
    }
    // Without a good state to begin at, the earliest has it already.
    var replayed = start ?? earliest
    let from = replayed.position
    let origin = try replaying(from: replayed, to: moment) { data, poll, report in
      try replayed.traceNonFinite(
        moment.log, to: moment.position, on: data, poll: poll, observe: { run, _ in report(run) })
    }
    guard let origin else { return .notByTraining(run.firstNotFinite, from: from) }
    return .origin(origin, from: from)
  }
}
