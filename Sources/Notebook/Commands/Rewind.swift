import GANs
import Language

extension Command {
  static let rewind = Command(
    "rewind", group: .time,
    summary: "Go back to an iteration that was passed, or to a phase in it.",
    details: """
      From the last state of the line that is kept before it, the run is done again up to there, with all that
      was set on the way and there: the same bits, which is checked. Ctrl-C leaves everything as it was.
      `rewind 3000` is after iteration 3000, `rewind 3000 d.fake.update` in it, before that phase.
      """,
    parameters: [
      Parameter("iteration", .natural, .positional, "the number of the iteration"),
      Parameter(
        "phase", .word(Phase.allCases.map(\.rawValue)), .positional,
        "the phase of that iteration that comes next then"),
      Parameter("to", .name, .keyword, "a name that `snapshot` gave"),
    ],
    examples: [
      Example("rewind 1", setup: "\(smallRun)\nstep 2"),
      Example("rewind 2 d.fake.update", setup: "\(smallRun)\nstep 2"),
      Example("rewind to good", setup: "\(smallRun)\nsnapshot good\nstep"),
    ], needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("rewind")
    if let name = invocation.string("to") {
      guard !invocation.isGiven("iteration") else {
        throw invocation.fault(
          .failed("`rewind` goes to an iteration or to a snapshot", advice: "leave out one"),
          at: "iteration")
      }
      do {
        let position = try workspace.timeline.position(of: name, before: run)
        if position == run.position { return workspace.stay() }
        return try workspace.goBack(to: position, invocation)
      } catch let problem as Problem {
        throw invocation.fault(problem, at: "to")
      }
    }
    guard let iteration = invocation.int("iteration") else {
      throw Problem.failed(
        "`rewind` needs to know where to", advice: "as in `rewind \(max(run.iteration - 1, 0))`")
    }
    var position = RunPosition(completed: iteration)
    if let phase = invocation.string("phase").flatMap(Phase.init) {
      guard iteration >= 1 else {
        throw invocation.fault(
          .failed("the first iteration is number 1", advice: "as in `rewind 1 \(phase.rawValue)`"),
          at: "iteration")
      }
      position = RunPosition(in: iteration, before: phase)
    }
    if position == run.position { return workspace.stay() }
    guard position < run.position else {
      throw invocation.fault(
        .failed(
          "\(position.text) is not behind \(run.position.text)",
          advice: "`train iterations=\(position.iteration - run.iteration)` goes on to there"),
        at: "iteration")
    }
    return try workspace.goBack(to: position, invocation)
  }

  static let stepBack = Command(
    "step back", group: .time, summary: "Go back one iteration or so many, or single phases.",
    details: "In the middle of an iteration, one iteration back is to its beginning.",
    parameters: [
      Parameter("count", .count, .positional, default: "1", "how many"),
      Parameter(
        "unit", .word(["iteration", "iterations", "phase", "phases"]), .positional,
        default: "iteration", "of what"),
    ],
    examples: [
      Example("step back", setup: "\(smallRun)\nstep 2"),
      Example("step back 3 phases", setup: "\(smallRun)\nstep 2"),
    ], isRepeated: true, needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("step back")
    let count = invocation.int("count") ?? 1
    guard run.position > .start else {
      throw Problem.failed("the run is at its beginning", advice: nil)
    }
    guard invocation.string("unit")?.hasPrefix("phase") != true else {
      return try workspace.goBack(to: run.position.back(phases: count), invocation)
    }
    let begun = run.position.iteration
    return try workspace.goBack(to: RunPosition(completed: max(begun - count, 0)), invocation)
  }

  static let verify = Command(
    "verify", group: .time,
    summary: "Train the last iterations again and compare: every bit must be the same.",
    details: """
      It begins at a state that is kept at or before there. A processor or a memory that computes wrong is
      found by it. The run stays as it is.
      """,
    parameters: [Parameter("iterations", .count, .positional, default: "50", "how many")],
    examples: [Example("verify 2", setup: "\(smallRun)\nstep 3")], needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("verify")
    let moment = workspace.moment(of: run)
    let wanted = RunPosition(
      completed: max(run.iteration - (invocation.int("iterations") ?? 50), 0))
    var replayed = try workspace.state(toStartFrom: moment.earlier(min(wanted, run.position)))
    let start = replayed.position
    try workspace.replay(&replayed, to: moment, notes: false)
    guard replayed.digest == run.digest else {
      throw ReplayMismatch(position: run.position, wanted: run.digest, found: replayed.digest)
    }
    workspace.output.emit(
      .text("\(start.text) to \(run.position.text) again: the same bits (\(run.digest.digits))"))
    return .none
  }
}

extension Timeline {
  /// Where the snapshot of a name lies.
  fileprivate func position(of name: String, before run: Run) throws(Problem) -> RunPosition {
    let named = kept.states.filter { $0.runNumber == runNumber && $0.reason.name != nil }
    let states = named.filter { $0.reason.name == name }
    guard let state = states.last else {
      throw .unknownName(
        name, suggestion: Suggestion.nearest(to: name, among: named.compactMap(\.reason.name)))
    }
    // Each line may have one of the name; of the present line's own, the newest.
    guard let past = states.last(where: { $0.run.isPast(of: run) }) else {
      throw .failed(
        "snapshot \(name), at \(state.run.position.text), is not behind \(run.position.text) on "
          + "this line", advice: "`timeline` tells which line it is on")
    }
    return past.run.position
  }
}

extension KeptState.Reason {
  fileprivate var name: String? { if case .asked(let name) = self { name } else { nil } }
}

extension Workspace {
  /// There already.
  fileprivate func stay() -> Value {
    output.emit(.text(positionWithLosses))
    return .none
  }

  /// Takes the run back to a place that it has passed; all stays as it was where that fails.
  fileprivate func goBack(to position: RunPosition, _ invocation: Invocation) throws -> Value {
    let run = try builtRun(invocation.command.name)
    let earlier = try state(at: moment(of: run).earlier(position))
    remember(before: invocation.text)
    // So that the way back here is short.
    timeline.keep(run, because: .onTheWay)
    begin(earlier)
    hasUnsavedTraining = true
    output.emit(.text(positionWithLosses))
    return .none
  }
}
