import GANs
import Language

// How a place in a run is told.

extension RunPosition {
  /// `iteration 24, next is d.fake.update` inside of one, `iteration 23` where that is complete.
  var text: String {
    isBetween ? "iteration \(iteration)" : "iteration \(iteration), next is \(phase.rawValue)"
  }

  /// Where a training was stopped, as it is said of a `stop`, too: `in iteration 313, after
  /// d.fake.update`.
  var stoppingPlace: String {
    let last = phase.previous.rawValue
    guard isBetween else { return "in iteration \(iteration), after \(last)" }
    return iteration == 0
      ? "before the first iteration" : "at iteration \(iteration), after \(last)"
  }

  /// The cells that a table has for it.
  var cells: [String] { ["\(iteration)", isBetween ? "" : phase.rawValue] }
}

extension Phase {
  /// The phase before this one; `g.update` before the first.
  fileprivate var previous: Phase { Phase.allCases.first { $0.next == self } ?? self }
}
