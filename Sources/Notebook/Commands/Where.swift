import GANs
import Language

extension Command {
  static let `where` = Command(
    "where", group: .look, summary: "Tell where the run stands and what is pending.",
    details: """
      The line of the timeline, the iteration and the phase that comes next, gradients that no step has
      applied yet, a training that `continue` goes on with, stops, what is watched, and what no file has.
      """,
    examples: [
      Example("where", setup: "\(smallRun)\nstep d.real.gradient\nstop at 30"),
      Example("where"),
    ], synonyms: ["status", "pwd"], needs: \.workspace
  ) { invocation, workspace in
    var table = Table(columns: [.init(""), .init("", wraps: true)])
    if let run = workspace.run {
      table.append(["run", "\(run.kind.name), seed \(run.seed)"])
      table.append(["at", run.position.text])
      table.append(["line", workspace.timeline.line])
      if let pending = run.pendingText { table.append(["pending", pending]) }
      if let goal = workspace.openGoal, let command = goal.command {
        table.append(["unfinished", "\(command); `continue` goes on"])
      }
    } else {
      table.append(["run", "none; `build acgan` makes one"])
    }
    table.append(["data", workspace.data?.valueText ?? "none; `load mnist` brings some"])
    for text in workspace.stops.map(\.text) { table.append(["stop", text]) }
    for text in workspace.watchCommands { table.append(["watched", text]) }
    if workspace.run != nil {
      table.append([
        "unsaved", workspace.hasUnsavedTraining ? "training that no `save` has" : "nothing",
      ])
    }
    workspace.output.emit(.table(table))
    return .none
  }
}

extension Run {
  /// What the last phase has left for the next one; nil where there is nothing.
  fileprivate var pendingText: String? {
    guard pending != nil else { return nil }
    let network = phase == .generatorUpdate ? "G" : "D"
    return "gradients of \(network) that `step \(phase.rawValue)` applies"
  }
}
