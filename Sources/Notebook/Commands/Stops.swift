import GANs
import Language

extension Command {
  static let stop = Command(
    "stop", group: .train, summary: "Stop training at a condition, a phase or an iteration.",
    details: "A script that stops there exits with code 5; at the prompt `continue` goes on.",
    parameters: [
      Parameter("when", .condition, .keyword, "after an iteration where this holds"),
      Parameter(
        "before", .word(Phase.allCases.map(\.rawValue)), .keyword, "each time before a phase"),
      Parameter("at", .count, .keyword, "at the end of an iteration"),
    ],
    examples: [
      Example("stop when ema(loss.g, 50) > 8"), Example("stop before d.fake.update"),
      Example("stop at 3000"),
    ], needs: \.workspace
  ) { invocation, workspace in
    var stops: [Stop] = []
    if let condition = invocation.condition("when") { stops.append(.when(condition)) }
    if let phase = invocation.string("before").flatMap(Phase.init) { stops.append(.before(phase)) }
    if let iteration = invocation.int("at") { stops.append(.at(iteration)) }
    guard !stops.isEmpty else {
      throw Problem.failed("`stop` needs to know where", advice: "as in `stop at 3000`")
    }
    workspace.stops += stops
    return .none
  }

  static let stops = Command(
    "stops", group: .train, summary: "List what training stops at and what it shows.",
    examples: [Example("stops", setup: "stop at 3000")], needs: \.workspace
  ) { invocation, workspace in
    let lines = workspace.stops.map(\.text) + workspace.watchCommands
    workspace.output.emit(.text(lines.isEmpty ? "no stops" : lines.joined(separator: "\n")))
    return .none
  }

  static let clear = Command(
    "clear", group: .train, summary: "Forget all stops and all that is watched.",
    examples: [Example("clear", setup: "stop at 3000")], needs: \.workspace
  ) { invocation, workspace in
    let (stops, watches) = (workspace.stops.count, workspace.watchCommands.count)
    (workspace.stops, workspace.watches, workspace.watchedLayers) = ([], [], [])
    if stops + watches > 0 {
      workspace.output.emit(.text("forgotten: \(stops) stops, \(watches) watched"))
    }
    return .none
  }
}
