/// A quantity that somebody had noted at some iterations of a run.
///
/// It belongs to the run: a copy of the run, an earlier state, a checkpoint has what was noted up to
/// there.
public struct Recording: Sendable, Equatable {
  /// Where something was noted, ascending.
  public private(set) var iterations = GrowingList<Int>()
  /// What was noted there.
  public private(set) var values = GrowingList<Float>()

  /// The longest name, in bytes: names are shown, as those of columns.
  public static let longestName = 1000

  /// Whether something can be noted under a name: it is not too long, and has no control characters.
  public static func isName(_ name: String) -> Bool {
    name.utf8.count <= longestName
      && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  /// Nothing yet.
  public init() {}

  /// Notes a value; what is noted of the latest iteration already, or of one before, stays.
  public mutating func note(_ value: Float, at iteration: Int) {
    if let last = iterations.last, last >= iteration { return }
    iterations.append(iteration)
    values.append(value)
  }
}

extension Recording {
  /// What this or another one has, up to an iteration; of both, what this one has.
  public func merged(with other: Recording, upTo last: Int) -> Recording {
    var merged = Recording()
    var (here, there) = (0, 0)
    while true {
      let mine = here < iterations.count ? iterations[here] : .max
      let others = there < other.iterations.count ? other.iterations[there] : .max
      let next = min(mine, others)
      guard next <= last else { return merged }
      merged.note(mine == next ? values[here] : other.values[there], at: next)
      here += mine == next ? 1 : 0
      there += others == next ? 1 : 0
    }
  }
}

extension Run {
  /// Takes over what a later state of it has noted up to here: it may have been noted only for a
  /// while.
  public mutating func takeRecordings(of later: Run) {
    for (name, recording) in later.recordings {
      recordings[name] = recording.merged(
        with: recordings[name] ?? Recording(), upTo: position.iteration)
    }
  }

  /// Notes a quantity under a name, as of the latest complete iteration or the one it is in.
  ///
  /// Training neither reads it nor is changed by it.
  public mutating func note(_ value: Float, as name: String) {
    recordings[name, default: Recording()].note(value, at: position.iteration)
  }
}
