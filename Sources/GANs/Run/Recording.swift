/// A quantity that somebody had noted at some iterations of a run.
///
/// It belongs to the run: a copy of the run, an earlier state, a checkpoint has what was noted up to
/// there.
public struct Recording: Sendable, Equatable {
  /// Where something was noted, ascending.
  public private(set) var iterations = GrowingList<Int>()
  /// What was noted there.
  public private(set) var values = GrowingList<Float>()

  /// Nothing yet.
  public init() {}

  /// Notes a value; what is noted of the latest iteration already, or of one before, stays.
  public mutating func note(_ value: Float, at iteration: Int) {
    if let last = iterations.last, last >= iteration { return }
    iterations.append(iteration)
    values.append(value)
  }
}

extension Run {
  /// Notes a quantity under a name, as of the latest complete iteration or the one it is in.
  ///
  /// Training neither reads it nor is changed by it.
  public mutating func note(_ value: Float, as name: String) {
    recordings[name, default: Recording()].note(value, at: position.iteration)
  }
}
