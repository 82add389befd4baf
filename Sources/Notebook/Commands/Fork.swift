import GANs
import Language
import Pictures

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

  static let compare = Command(
    "compare", group: .time, summary: "Put two lines of the run beside each other.",
    parameters: [
      Parameter("a", .name, .positional, isRequired: true, "one line"),
      Parameter("b", .name, .positional, isRequired: true, "the other one"),
      Parameter("last", .count, .named, default: "50", "over how many last iterations"),
    ],
    examples: [Example("compare main slower", setup: "\(smallRun)\nstep\nfork slower\nstep")],
    needs: \.workspace
  ) { invocation, workspace in
    let runs = try ["a", "b"].map { place -> (name: String, run: Run) in
      let name = invocation.string(place) ?? ""
      if name == workspace.timeline.line { return (name, try workspace.builtRun("compare")) }
      guard let run = workspace.timeline.others[name]?.run else {
        let known = workspace.timeline.others.keys.sorted() + [workspace.timeline.line]
        throw invocation.fault(
          .unknownName(name, suggestion: Suggestion.nearest(to: name, among: known)), at: place)
      }
      return (name, run)
    }
    let last = invocation.int("last") ?? 50
    var table = Table(
      columns: [.init("mean of the last \(last)")] + runs.map { .init($0.name, .right) })
    table.append(["iteration"] + runs.map { "\($0.run.iteration)" })
    for (name, value) in Measurement.series {
      table.append(
        [name]
          + runs.map { _, run in
            let values = run.history.suffix(last).map { Double(value($0)) }
            guard !values.isEmpty else { return "" }
            return NumberText.significant(values.reduce(0, +) / Double(values.count), 4)
          })
    }
    workspace.output.emit(.table(table))
    let lines = runs.flatMap { name, run in
      ["d", "g"].map { part in
        PlotSeries(
          name: "\(name) loss.\(part)",
          values: run.history.map { part == "d" ? $0.discriminatorLoss : $0.generatorLoss },
          first: run.firstMeasured + 1)
      }
    }
    if lines.contains(where: { $0.values.count > 1 }) {
      workspace.output.emit(.plot(LinePlot(series: lines)))
    }
    return .none
  }
}
