/// A place in the life of a run, between two phases.
public struct RunPosition: Sendable, Hashable {
  /// Iterations that are complete.
  public let iteration: Int
  /// The phase that comes next.
  public let phase: Phase

  public init(iteration: Int, phase: Phase = .draw) {
    self.iteration = iteration
    self.phase = phase
  }

  /// The place so many phases earlier, the very beginning at most.
  public func back(phases: Int) -> RunPosition {
    let all = Phase.allCases
    let (before, overflow) = (iteration * all.count + phase.index).subtractingReportingOverflow(
      phases)
    guard !overflow, before > 0 else { return RunPosition(iteration: 0) }
    return RunPosition(iteration: before / all.count, phase: all[before % all.count])
  }
}

extension RunPosition: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.iteration, a.phase.index) < (b.iteration, b.phase.index)
  }
}

extension Phase {
  /// Its place in an iteration, from 0.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Run {
  public var position: RunPosition { RunPosition(iteration: iteration, phase: phase) }
}
