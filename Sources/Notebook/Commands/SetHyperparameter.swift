import GANs
import Language

extension Command {
  /// Hyperparameters that may change between two phases: in both networks, and in each.
  static let setHyperparameters: [Command] =
    [showHyperparameters]
    + Hyperparameter.all.filter { $0.changeNote != nil }.flatMap { hyperparameter in
      let parts = hyperparameter.places.count > 1 ? hyperparameter.places : []
      return [
        set(
          hyperparameter.name, hyperparameter.summary, hyperparameter, hyperparameter.change)
      ]
        + parts.map { place in
          set(hyperparameter.settingName(of: place), place.summary, hyperparameter, place.change)
        }
    }

  private static func set(
    _ name: String, _ summary: String, _ hyperparameter: Hyperparameter,
    _ change: @escaping @Sendable (inout Hyperparameters, Double) -> Void
  ) -> Command {
    Command(
      "set \(name)", group: .model, summary: "Change \(summary).",
      details: hyperparameter.changeNote ?? "",
      parameters: [
        Parameter("value", hyperparameter.type, .positional, isRequired: true, summary)
      ],
      examples: [Example("set \(name) \(hyperparameter.example)", setup: "build dcgan")],
      needs: \.workspace
    ) { invocation, workspace in
      _ = try workspace.builtRun("set \(name)")
      guard let value = invocation.number("value") else { return .none }
      workspace.remember(before: invocation.text)
      try workspace.changeHyperparameters { change(&$0, value) }
      return .none
    }
  }

  /// `set` alone.
  private static let showHyperparameters = Command(
    "set", group: .model, summary: "List all hyperparameters.",
    details: """
      With its value, the kind's default, and where it was changed last: when the model was built, or in
      which iteration before which phase. Each is a name in expressions, too.
      """,
    examples: [
      Example("set", setup: "\(smallRun)\nstep d.real.gradient\nset d.rate 1e-4"),
      Example("set d.rate G.rate / 2", "half of the other's", setup: "build acgan"),
    ], needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("set")
    let standard = Hyperparameters(for: run.kind)
    var table = Table(columns: [
      .init("name"), .init("value", .right), .init("default", .right), .init("changed"),
      .init("what", yields: 1),
    ])
    for place in Hyperparameter.all.flatMap(\.places) {
      let (value, usual) = (place.value(run.hyperparameters), place.value(standard))
      let wasBuiltSo = run.log.built.map { !place.value($0).holds(.equal, usual) } ?? false
      let changed =
        place.lastChange(in: run.log, since: standard)?.text ?? (wasBuiltSo ? "when built" : "")
      table.append([
        place.path, NumberText.text(value), NumberText.text(usual), changed, place.summary,
      ])
    }
    workspace.output.emit(.table(table))
    return .none
  }
}
