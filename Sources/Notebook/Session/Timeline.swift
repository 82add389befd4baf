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
    /// Which of the session's runs it is a state of.
    let runNumber: Int
    /// Whether no file had it.
    let isUnsaved: Bool
  }

  /// A line that is not the current one.
  struct Line {
    let run: Run
    let runNumber: Int
    /// Whether no file has it.
    let isUnsaved: Bool
  }

  private(set) var snapshots: [Snapshot] = []
  /// The lines that are not the current one, by name.
  private(set) var lines: [String: Line] = [:]
  private(set) var line = "main"
  /// Tells the runs of a session apart: each that is built, opened or imported has its own.
  private(set) var runNumber = 0
  private var runCount = 0

  /// A snapshot shares memory with the run until training changes it; then it has all parameters
  /// and moments for itself, so only some are kept.
  private static let mostAutomatic = 8
  /// Iterations between two snapshots on the way.
  static let interval = 500

  /// What comes is another run, whose earlier states are not those of this one.
  mutating func beginRun() {
    runCount += 1
    runNumber = runCount
  }

  mutating func append(
    _ run: Run, before: String? = nil, isAskedFor: Bool = false, isUnsaved: Bool
  ) {
    var run = run
    // For looking at only, and large.
    run.inspection.generatorOutputs = Parameters()
    run.inspection.discriminatorOutputs = Parameters()
    run.inspection.generatorGradients = Parameters()
    run.inspection.discriminatorGradients = Parameters()
    snapshots.append(
      Snapshot(
        run: run, before: before, isAskedFor: isAskedFor, runNumber: runNumber, isUnsaved: isUnsaved
      ))
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
    runNumber = snapshot.runNumber
    return snapshot
  }

  /// Leaves the present line, which stands at `run`, for another one.
  ///
  /// - Returns: where that one stands; the present one's state where it is new.
  mutating func change(to name: String, leaving run: Run, isUnsaved: Bool) -> Line {
    let present = Line(run: run, runNumber: runNumber, isUnsaved: isUnsaved)
    lines[line] = present
    line = name
    let other = lines.removeValue(forKey: name) ?? present
    runNumber = other.runNumber
    return other
  }

  /// The latest state of the present run at or before an iteration.
  func nearest(to iteration: Int) -> Run? {
    snapshots.filter { $0.runNumber == runNumber }.map(\.run)
      .filter { $0.iteration <= iteration }
      .max { ($0.iteration, $0.phase.index) < ($1.iteration, $1.phase.index) }
  }
}

extension Session {
  /// Keeps the state before a command that changes it, where somebody may want it back.
  func remember(before command: String) {
    guard isInteractive, let model else { return }
    timeline.append(model, before: command, isUnsaved: hasUnsavedTraining)
  }

  /// Takes another model for the one to work on; `undo` brings back the one before.
  func begin(_ run: Run, by command: String) {
    remember(before: command)
    if isInteractive, hasUnsavedTraining, let model, model.iteration > 0 || model.phase != .draw {
      emit(
        .text(
          "put away: \(model.kind.name), \(stateText), not saved; `undo` brings it back"))
    }
    timeline.beginRun()
    begin(run)
  }

  /// Keeps a state now and then during a training.
  func rememberOnTheWay() {
    guard isInteractive, let model, model.phase == .draw,
      model.iteration.isMultiple(of: Timeline.interval)
    else { return }
    timeline.append(model, isUnsaved: hasUnsavedTraining)
  }
}
