import GANs
import Language

extension Command {
  static let stop = makingStop(
    "stop", summary: "Stop training at a condition, a phase or an iteration.",
    details: """
      Each stop has a number, which it keeps as others come and go. With both a place and a condition it stops
      there where the condition holds. The statements in braces are run at each stop, and are checked before
      anything runs, as all others are; `continue` among them ends them, and the training goes on. A script
      that stops there exits with code 5; at the prompt `continue` goes on.
      """,
    examples: [
      Example("stop when ema(loss.g, 50) > 8"), Example("stop before d.fake.update"),
      Example("stop at 3000"), Example("stop before g.update when loss.d < 0.1 ignore=3"),
      Example(
        "stop when loss.d > 0 {\n  stats G\n  echo \"{iteration}: {loss.g:.3}\"\n  continue\n}\n"
          + "train iterations=2", setup: smallRun),
    ])

  static let stopOnce = makingStop(
    Stop.onceName, summary: "Stop training once: at the first hit, which clears the stop.",
    details: "In everything else as `stop`.",
    examples: [
      Example("stop once before d.real.gradient"),
      Example("stop once at 1000 { snapshot early; set d.rate 5e-5; continue }"),
    ])

  private static func makingStop(
    _ name: String, summary: String, details: String, examples: [Example]
  ) -> Command {
    Command(
      name, group: .train, summary: summary, details: details,
      parameters: [
        Parameter("when", .condition, .keyword, "where this holds; alone, after an iteration"),
        Parameter(
          "before", .word(Phase.allCases.map(\.rawValue)), .keyword, "each time before a phase"),
        Parameter("at", .count, .keyword, "at the end of an iteration"),
        Parameter(
          "ignore", .natural, .named, default: "0", "how many hits are let pass first"),
        Parameter("commands", .statements, .block, "what is done there"),
      ], examples: examples, needs: \.workspace
    ) { invocation, workspace in
      let stop = try Stop(number: workspace.stops.next, of: invocation)
      workspace.stops.append(stop)
      if workspace.surroundings.isInteractive {
        workspace.output.emit(.text("stop \(stop.number)"))
      }
      return .none
    }
  }

  static let stops = Command(
    "stops", group: .train, summary: "List what training stops at and what it shows.",
    details: """
      For each stop its number, how often training came by it, and how many hits are let pass first; then what
      is watched.
      """,
    examples: [Example("stops", setup: "stop at 3000\nstop once before g.update ignore=2")],
    needs: \.workspace
  ) { invocation, workspace in
    if !workspace.stops.isEmpty {
      var table = Table(columns: [
        .init("stop", .right), .init("hits", .right), .init("ignored", .right), .init("what"),
      ])
      for stop in workspace.stops {
        for (index, line) in stop.text.split(separator: "\n").enumerated() {
          let cells = ["\(stop.number)", "\(stop.hits)", "\(stop.ignored)"]
          table.append((index == 0 ? cells : ["", "", ""]) + [String(line)])
        }
      }
      workspace.output.emit(.table(table))
    }
    let lines = workspace.watchCommands
    if !lines.isEmpty {
      workspace.output.emit(.text(lines.joined(separator: "\n")))
    } else if workspace.stops.isEmpty {
      workspace.output.emit(.text("no stops"))
    }
    return .none
  }

  static let clear = Command(
    "clear", group: .train,
    summary: "Forget stops by their numbers, or all and all that is watched.",
    parameters: [
      Parameter("numbers", .count, .repeated, "those of `stops`; all without any")
    ],
    examples: [
      Example("clear", setup: "stop at 3000"),
      Example("clear 2", setup: "stop at 3000\nstop at 4000"),
    ], needs: \.workspace
  ) { invocation, workspace in
    let numbers = invocation.all("numbers").compactMap { value in
      if case .number(let number) = value { number.int } else { nil }
    }
    if let unknown = numbers.first(where: { number in
      !workspace.stops.contains { $0.number == number }
    }) {
      throw invocation.fault(
        .failed("there is no stop \(unknown)", advice: "`stops` lists those that there are"),
        at: "numbers")
    }
    guard numbers.isEmpty else {
      for number in numbers { workspace.stops.remove(number) }
      return .none
    }
    let (stops, watches) = (workspace.stops.count, workspace.watchCommands.count)
    workspace.stops.removeAll()
    (workspace.watches, workspace.watchedLayers) = ([], [])
    if stops + watches > 0 {
      workspace.output.emit(
        .text("forgotten: \(stops) \(stops == 1 ? "stop" : "stops"), \(watches) watched"))
    }
    return .none
  }
}
