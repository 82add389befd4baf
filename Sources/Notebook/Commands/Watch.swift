import Language

extension Command {
  static let watch = Command(
    "watch", group: .train, summary: "Show the value of an expression while training.",
    details: """
      After each iteration whose number `every` divides; `stops` lists what is watched, `clear` ends it. The
      same expression again changes only how often.
      """,
    parameters: [
      Parameter("expression", .deferred(.any), .positional, isRequired: true, "what to show"),
      Parameter(
        "every", .count, .named, default: "100", "iterations from one showing to the next",
        synonyms: ["interval", "each"]),
    ],
    examples: [
      Example("watch ema(loss.g, 50) every=2\ntrain iterations=4", setup: smallRun),
      Example("watch norm(D.dense1.weight.grad) every=50"),
    ], needs: \.workspace
  ) { invocation, workspace in
    guard let expression = invocation.deferred("expression") else { return .none }
    let watch = Watch(
      expression: expression, source: invocation.source, interval: invocation.int("every") ?? 100)
    if let index = workspace.watches.firstIndex(where: { $0.name == watch.name }) {
      workspace.watches[index] = watch
    } else {
      workspace.watches.append(watch)
    }
    return .none
  }
}
