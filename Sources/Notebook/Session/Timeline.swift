import GANs
import TensorEngine

/// Earlier states of the run, and other lines that it was continued on.
struct Timeline {
  struct Snapshot {
    let run: Run
    /// What came after it, as it was typed; nil for one on the way or on demand.
    let before: String?
    /// Whether it was asked for; such a one is kept.
    let isAskedFor: Bool
  }

  private(set) var snapshots: [Snapshot] = []
  /// The lines that are not the current one, by name.
  var lines: [String: Run] = [:]
  var line = "main"

  /// A snapshot shares memory with the run until training changes it; then it has all parameters and
  /// moments for itself, so only some are kept.
  private static let mostAutomatic = 8
  /// Iterations between two snapshots on the way.
  static let interval = 500

  mutating func append(_ run: Run, before: String? = nil, isAskedFor: Bool = false) {
    var run = run
    // For looking at only, and large.
    run.inspection.generatorOutputs = Parameters()
    run.inspection.discriminatorOutputs = Parameters()
    run.inspection.generatorGradients = Parameters()
    run.inspection.discriminatorGradients = Parameters()
    snapshots.append(Snapshot(run: run, before: before, isAskedFor: isAskedFor))
    let automatic = snapshots.indices.filter { !snapshots[$0].isAskedFor }
    if automatic.count > Self.mostAutomatic {
      // The oldest that no `undo` needs goes first.
      let onTheWay = automatic.first { snapshots[$0].before == nil }
      snapshots.remove(at: onTheWay ?? automatic[0])
    }
  }

  /// Takes back the last command that changed the run.
  mutating func undo() -> Snapshot? {
    guard let index = snapshots.lastIndex(where: { $0.before != nil }) else { return nil }
    let snapshot = snapshots[index]
    snapshots.removeSubrange(index...)
    return snapshot
  }

  /// The latest state of a run at or before an iteration.
  func nearest(to iteration: Int, of run: Run) -> Run? {
    snapshots.map(\.run)
      .filter { $0.iteration <= iteration && $0.seed == run.seed && $0.kind.name == run.kind.name }
      .max { ($0.iteration, $0.phase.index) < ($1.iteration, $1.phase.index) }
  }
}

extension Phase {
  fileprivate var index: Int { Phase.allCases.firstIndex(of: self) ?? 0 }
}

extension Session {
  /// Keeps the state before a command that changes it, where somebody may want it back.
  func remember(before command: String) {
    guard isInteractive, let model else { return }
    timeline.append(model, before: command)
  }

  /// Keeps a state now and then during a training.
  func rememberOnTheWay() {
    guard isInteractive, let model, model.phase == .draw,
      model.iteration.isMultiple(of: Timeline.interval)
    else { return }
    timeline.append(model)
  }
}
