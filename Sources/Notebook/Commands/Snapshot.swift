import GANs
import Language

extension Command {
  static let snapshot = Command(
    "snapshot", group: .time, summary: "Keep the state of the run, to go back to.",
    details: """
      States on the way are kept without it, within the memory of `set timeline.memory`; one that was asked
      for stays whatever comes. `rewind to NAME` goes back to one with a name.
      """,
    parameters: [Parameter("name", .name, .positional, "what to call it")],
    examples: [
      Example("snapshot", setup: smallRun),
      Example("snapshot good\nstep 2\nrewind to good", setup: "\(smallRun)\nstep"),
    ], needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("snapshot")
    let name = invocation.string("name")
    workspace.timeline.keep(run, because: .asked(name: name))
    workspace.output.emit(.text("kept \(workspace.stateText)\(name.map { " as \($0)" } ?? "")"))
    let kept = workspace.timeline.kept
    if let budget = kept.budget, kept.bytes > budget {
      workspace.output.emit(
        .warning(
          "the states take \(ByteCount.text(kept.bytes)), more than the \(ByteCount.text(budget)) "
            + "of `set timeline.memory`: none on the way is kept any more"))
    }
    return .none
  }

  static let showTimeline = Command(
    "timeline", group: .time,
    summary: "List the lines of the run, what was done to it, and the states that are kept.",
    details: """
      In the order of the iterations: what was set, forked and opened on the present line, the states to go
      back from, and where each line stands.
      """,
    examples: [
      Example("timeline", setup: "\(smallRun)\nsnapshot\nstep\nset d.rate 5e-5\nfork slower\nstep")
    ], needs: \.workspace
  ) { invocation, workspace in
    guard let run = workspace.run else {
      workspace.output.emit(.text("no run yet"))
      return .none
    }
    workspace.output.emit(.table(workspace.timeline.table(present: run)))
    let kept = workspace.timeline.kept
    if let budget = kept.budget {
      let count = kept.states.count
      workspace.output.emit(
        .text(
          "\(count) \(count == 1 ? "state" : "states"), \(ByteCount.text(kept.bytes)) of "
            + "\(ByteCount.text(budget)) (`set timeline.memory`)"))
    }
    return .none
  }
}

extension Timeline {
  /// Lines, log and kept states by position.
  fileprivate func table(present run: Run) -> Table {
    typealias Row = (position: RunPosition, order: Int, what: String)
    var rows: [Row] = []
    var hyperparameters = run.log.built
    for entry in run.log.entries {
      rows.append((entry.position, 1, text(of: entry.change, after: hyperparameters)))
      if case .hyperparameters(let new) = entry.change { hyperparameters = new }
    }
    for state in kept.states where state.runNumber == runNumber {
      rows.append((state.run.position, 0, text(of: state, present: run)))
    }
    for (name, line) in others { rows.append((line.run.position, 2, "line \(name)")) }
    rows.append((run.position, 3, "now, on \(line)"))
    var table = Table(columns: [
      .init("iteration", .right), .init("next"), .init("what", wraps: true),
    ])
    for row in rows.sorted(by: {
      ($0.position, $0.order, $0.what) < ($1.position, $1.order, $1.what)
    }) {
      table.append(row.position.cells + [row.what])
    }
    return table
  }

  private func text(of change: RunLog.Change, after old: Hyperparameters?) -> String {
    switch change {
    case .hyperparameters(let new):
      "set "
        + new.differences(from: old).map { difference in
          difference.setting + (difference.before.map { " (was \($0))" } ?? "")
        }.joined(separator: ", ")
    case .data(let name, _): "draws from \(name)"
    case .fork(let name): "forked from \(name)"
    case .opened: "opened"
    }
  }

  private func text(of state: KeptState, present run: Run) -> String {
    var text =
      switch state.reason {
      case .beginning: "kept: the beginning"
      case .otherData: "kept: other data from here on"
      case .asked(let name?): "snapshot \(name)"
      case .asked(nil): "snapshot"
      case .onTheWay: "kept"
      }
    if !state.run.isPast(of: run) {
      let owners = others.filter { state.run.isPast(of: $0.value.run) }.keys.sorted()
      text += owners.isEmpty ? ", taken back" : ", on \(owners.joined(separator: ", "))"
    }
    return text
  }
}
