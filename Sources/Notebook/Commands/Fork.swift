import GANs
import Language

extension Command {
  static let fork = Command(
    "fork", group: .time, summary: "Go on with the run on another line, beside the present one.",
    details: """
      With the name of a line that there is already, go back to that one. A line that is not `main` stands in
      the prompt. `undo` and `rewind` go back on the present line; before the fork, that is the line that it
      was forked from.
      """,
    parameters: [
      Parameter("name", .name, .positional, isRequired: true, "what to call the line")
    ],
    examples: [Example("fork slower\nset d.rate 5e-5\nfork main", setup: smallRun)],
    needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("fork")
    let name = invocation.string("name") ?? "main"
    let left = workspace.timeline.line
    guard name != left else {
      throw invocation.fault(.failed("the run is on `\(name)` already", advice: nil), at: "name")
    }
    let goal = workspace.goal
    let line = workspace.timeline.change(
      to: name, leaving: run, isUnsaved: workspace.hasUnsavedTraining, goal: goal)
    var present = line?.run ?? run
    if line == nil { present.note(.fork(from: left)) }
    workspace.begin(present)
    // A new line is to go on as the one that it was forked from.
    workspace.goal = line == nil ? goal : line?.goal
    workspace.hasUnsavedTraining = line?.isUnsaved ?? workspace.hasUnsavedTraining
    workspace.output.emit(.text("on \(name): \(workspace.stateText)"))
    return .none
  }
}
