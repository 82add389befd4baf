import GANs
import Language

extension Command {
  static let step = Command(
    "step", group: .train, summary: "Do one iteration, or so many; or single phases.",
    details: """
      A phase by its name goes up to and including it: \(Phase.allCases.map(\.rawValue)
        .joined(separator: ", ")). After `until` it goes up to where that phase comes next and is not done yet,
      at least one phase on: `step until d.fake.update; step phase` shows what the update does. Stops hold, too.
      An empty line at the prompt does the last `step` or `step back` again.
      """,
    parameters: [
      Parameter("count", .count, .positional, default: "1", "how many"),
      Parameter(
        "unit", .word(["iteration", "phase", "iterations", "phases"] + phases), .positional,
        default: "iteration", "of what"),
      Parameter("until", .word(phases), .keyword, "up to where this phase comes next"),
    ],
    examples: [
      Example("step", setup: smallRun), Example("step 3 phases", setup: smallRun),
      Example("step d.real.update", setup: smallRun),
      Example("step until d.fake.update", setup: smallRun),
    ], isRepeated: true, needs: \.keeping
  ) { invocation, keeping in
    let workspace = keeping.workspace
    let run = try workspace.builtRun("step")
    try workspace.checkIsNotAtStop("step")
    let count = invocation.int("count") ?? 1
    let word = invocation.string("unit") ?? "iteration"
    let unit = word.hasSuffix("s") ? String(word.dropLast()) : word
    let target = invocation.string("until").flatMap(Phase.init)
    if let given = ["count", "unit"].first(where: invocation.isGiven), target != nil {
      throw invocation.fault(
        .failed("`step` goes so far, or until a phase", advice: "leave out one"), at: given)
    }
    workspace.remember(before: invocation.text)
    let isByIterations = target == nil && unit == "iteration"
    let goal = TrainingGoal(
      iteration: isByIterations ? run.iteration + count : .max, condition: nil,
      showsDigits: false)
    var training = try TrainingLoop(
      keeping: keeping, host: invocation.host, goal: goal, needs: "step")
    let end: TrainingLoop.End
    if isByIterations {
      end = try training.run(reports: false)
    } else {
      var passed = run.phase
      var done = 0
      end = try training.run { next in
        if let target { return next == target }
        if unit == "phase" || unit == passed.rawValue { done += 1 }
        passed = next
        return done == count
      }
    }
    if case .stopped(let text) = end { workspace.output.emit(.text(text)) }
    workspace.output.emit(.text(workspace.positionWithLosses))
    return .none
  }

  private static let phases = Phase.allCases.map(\.rawValue)
}
