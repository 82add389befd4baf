import GANs

/// A place in a run: before a phase of an iteration.
///
/// Iterations are numbered from 1. Between two of them the place has the number of the one that is
/// complete, as `iteration` says; inside of one it has that one's number.
struct Position: Hashable, Comparable, Sendable {
  /// How many iterations are complete.
  let completed: Int
  /// The phase that comes next.
  let phase: Phase

  init(completed: Int, phase: Phase = .draw) {
    self.completed = completed
    self.phase = phase
  }

  init(of run: Run) { self.init(completed: run.iteration, phase: run.phase) }

  /// The place before a phase of an iteration, as one names it: `24 d.fake.update`.
  init(in iteration: Int, before phase: Phase) {
    self.init(completed: iteration - 1, phase: phase)
  }

  /// Whether it lies between two iterations.
  var isBetween: Bool { phase == .draw }

  /// The number of the iteration that it lies in, or of the complete one before it.
  var iteration: Int { isBetween ? completed : completed + 1 }

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

  static func < (a: Position, b: Position) -> Bool {
    (a.completed, a.phase.index) < (b.completed, b.phase.index)
  }
}

extension Phase {
  /// Its place in an iteration, from 0.
  var index: Int { Phase.allCases.firstIndex(of: self) ?? 0 }

  /// The phase before this one; `g.update` before the first.
  fileprivate var previous: Phase { Phase.allCases.first { $0.next == self } ?? self }
}

extension Session {
  /// Where the run stands; nil without a model.
  var position: Position? { model.map(Position.init) }

  /// The same in words, for an error.
  var stateText: String { position?.text ?? "no model" }

  /// The same with what the last iteration showed, where that has just been completed.
  var positionWithLosses: String {
    guard let model, model.phase == .draw, let last = model.history.last else { return stateText }
    func text(_ loss: Float) -> String { NumberText.fixed(Double(loss), decimals: 4) }
    return
      "\(stateText): loss d \(text(last.discriminatorLoss)), g \(text(last.generatorLoss))"
  }
}
