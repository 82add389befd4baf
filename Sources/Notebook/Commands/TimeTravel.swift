import GANs
import Pictures

extension Command {
  static let snapshot = Command(
    "snapshot", group: .time, summary: "Keep the state of the run, to go back to.",
    details: """
      At the prompt the last states before what `undo` takes back are kept without it.
      """,
    examples: [Example("snapshot", setup: smallRun)]
  ) { invocation in
    let session = invocation.session
    session.timeline.append(
      try session.builtModel("snapshot"), isAskedFor: true,
      isUnsaved: session.hasUnsavedTraining)
    invocation.emit(.text("kept \(session.stateText)"))
    return .none
  }

  static let showTimeline = Command(
    "timeline", group: .time, summary: "List the states that are kept, and the lines of the run.",
    examples: [Example("timeline", setup: "\(smallRun)\nsnapshot\nstep")]
  ) { invocation in
    let session = invocation.session
    var table = Table(columns: [
      .init("iteration", .right), .init("next"), .init("kept", wraps: true),
    ])
    for snapshot in session.timeline.snapshots {
      table.append(
        Position(of: snapshot.run).cells + [
          snapshot.before.map { "before \($0)" }
            ?? (snapshot.isAskedFor ? "on demand" : "on the way")
        ])
    }
    if let model = session.model {
      table.append(Position(of: model).cells + ["now, on \(session.timeline.line)"])
    }
    for (name, line) in session.timeline.lines.sorted(by: { $0.key < $1.key }) {
      table.append(Position(of: line.run).cells + ["on \(name)"])
    }
    invocation.emit(table.rows.isEmpty ? .text("no run yet") : .table(table))
    return .none
  }

  static let undo = Command(
    "undo", group: .time, summary: "Take back the last command that changed the run.",
    details: """
      Of `train`, `step`, `set`, `rewind`, and of `build`, `reset`, `open` and `import`, which put another
      model in its place. At the prompt; a script has nobody who changes their mind.
      """,
    examples: [
      Example("undo", setup: "\(smallRun)\nstep"),
      Example("build dcgan\nundo", "the model of before", setup: smallRun),
    ]
  ) { invocation in
    let session = invocation.session
    guard let snapshot = session.timeline.undo() else {
      throw Problem.failed("there is nothing to take back", advice: nil)
    }
    session.begin(snapshot.run)
    session.hasUnsavedTraining = snapshot.isUnsaved
    invocation.emit(.text("undone: \(snapshot.before ?? ""); \(session.stateText)"))
    return .none
  }

  static let rewind = Command(
    "rewind", group: .time, summary: "Go back to an iteration that was passed.",
    details: """
      From the last state that is kept before it, the run is done again up to there: the same seed gives
      the same bits.
      """,
    parameters: [
      Parameter(
        "iteration", .natural, .positional, isRequired: true, "how many iterations are complete")
    ],
    examples: [Example("rewind 1", setup: "\(smallRun)\nsnapshot\nstep 2")]
  ) { invocation in
    let session = invocation.session
    let run = try session.builtModel("rewind")
    let iteration = invocation.int("iteration") ?? 0
    guard iteration < run.iteration || iteration == run.iteration && run.phase != .draw else {
      throw invocation.fault(
        .failed("iteration \(iteration) is not behind \(run.iteration)", advice: nil),
        at: "iteration")
    }
    guard let start = session.timeline.nearest(to: iteration) else {
      let first = session.timeline.snapshots.map(\.run.iteration).min()
      throw invocation.fault(
        .failed(
          "no state at or before iteration \(iteration) is kept",
          advice: first.map { "the first one is at \($0)" } ?? "`snapshot` keeps one"),
        at: "iteration")
    }
    session.remember(before: "rewind \(iteration)")
    session.begin(start)
    let (stops, watches) = (session.stops, session.watches)
    (session.stops, session.watches) = ([], [])
    defer { (session.stops, session.watches) = (stops, watches) }
    if start.iteration < iteration || start.phase != .draw {
      let goal = TrainingGoal(
        iteration: max(iteration, start.iteration), condition: nil, showsDigits: false)
      var training = try Training(session: session, goal: goal, needs: "rewind")
      _ = try training.run(reports: iteration - start.iteration > 50)
    }
    invocation.emit(.text(session.positionWithLosses))
    return .none
  }

  static let fork = Command(
    "fork", group: .time, summary: "Go on with the run on another line, beside the present one.",
    details: "With the name of a line that there is already, go back to that one.",
    parameters: [
      Parameter("name", .name, .positional, isRequired: true, "what to call the line")
    ],
    examples: [Example("fork slower\nset d.rate 5e-5\nfork main", setup: smallRun)]
  ) { invocation in
    let session = invocation.session
    let run = try session.builtModel("fork")
    let name = invocation.string("name") ?? "main"
    guard name != session.timeline.line else {
      throw invocation.fault(.failed("the run is on `\(name)` already", advice: nil), at: "name")
    }
    let line = session.timeline.change(
      to: name, leaving: run, isUnsaved: session.hasUnsavedTraining)
    session.begin(line.run)
    session.hasUnsavedTraining = line.isUnsaved
    invocation.emit(.text("on \(name): \(session.stateText)"))
    return .none
  }

  static let compare = Command(
    "compare", group: .time, summary: "Put two lines of the run beside each other.",
    parameters: [
      Parameter("a", .name, .positional, isRequired: true, "one line"),
      Parameter("b", .name, .positional, isRequired: true, "the other one"),
      Parameter("last", .count, .named, default: "50", "over how many last iterations"),
    ],
    examples: [Example("compare main slower", setup: "\(smallRun)\nstep\nfork slower\nstep")]
  ) { invocation in
    let session = invocation.session
    let runs = try ["a", "b"].map { place -> (name: String, run: Run) in
      let name = invocation.string(place) ?? ""
      if name == session.timeline.line { return (name, try session.builtModel("compare")) }
      guard let run = session.timeline.lines[name]?.run else {
        let known = session.timeline.lines.keys.sorted() + [session.timeline.line]
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
    invocation.emit(.table(table))
    let lines = runs.flatMap { name, run in
      ["d", "g"].map { part in
        PlotSeries(
          name: "\(name) loss.\(part)",
          values: run.history.map { part == "d" ? $0.discriminatorLoss : $0.generatorLoss },
          first: run.firstMeasured + 1)
      }
    }
    if lines.contains(where: { $0.values.count > 1 }) {
      invocation.emit(.plot(LinePlot(series: lines)))
    }
    return .none
  }
}
