/// A place in the life of a run: before a phase of an iteration.
///
/// Iterations are numbered from 1. Between two of them the place has the number of the one that is
/// complete; inside of one it has that one's number.
public struct RunPosition: Sendable, Hashable {
  /// How many iterations are complete.
  public let completed: Int
  /// The phase that comes next.
  public let phase: Phase

  /// - Parameters:
  ///   - completed: how many iterations are complete.
  ///   - phase: what comes next.
  public init(completed: Int, phase: Phase = .draw) {
    self.completed = completed
    self.phase = phase
  }

  /// The place before a phase of an iteration, as one names it: `24 d.fake.update`.
  public init(in iteration: Int, before phase: Phase) {
    self.init(completed: iteration - 1, phase: phase)
  }

  /// Whether it lies between two iterations.
  public var isBetween: Bool { phase == .draw }

  /// The number of the iteration that it lies in, or of the complete one before it.
  public var iteration: Int { isBetween ? completed : completed + 1 }

  /// Where every run begins.
  public static let start = RunPosition(completed: 0)

  /// The place after the phase that comes next.
  public var next: RunPosition {
    RunPosition(completed: completed + (phase.next == .draw ? 1 : 0), phase: phase.next)
  }

  /// The place so many phases earlier, the start at most.
  public func back(phases: Int) -> RunPosition {
    let all = Phase.allCases
    let (before, overflow) = (completed * all.count + phase.index).subtractingReportingOverflow(
      phases)
    guard !overflow, before > 0 else { return .start }
    return RunPosition(completed: before / all.count, phase: all[before % all.count])
  }
}

extension RunPosition: Comparable {
  public static func < (a: Self, b: Self) -> Bool {
    (a.completed, a.phase.index) < (b.completed, b.phase.index)
  }
}

extension Phase {
  /// Its place in an iteration, from 0.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Run {
  /// Where it is.
  public var position: RunPosition { RunPosition(completed: iteration, phase: phase) }
}
