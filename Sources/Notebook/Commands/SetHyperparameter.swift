import GANs
import Language

extension Command {
  /// Hyperparameters that may change between two phases.
  static let setHyperparameters: [Command] = [
    setNumber("rate", "Adam's rate in both networks", .float(0...1), "1e-4") {
      $0.generatorAdam.learningRate = Float($1)
      $0.discriminatorAdam.learningRate = Float($1)
    },
    setNumber("g.rate", "Adam's rate in the generator", .float(0...1), "1e-4") {
      $0.generatorAdam.learningRate = Float($1)
    },
    setNumber("d.rate", "Adam's rate in the discriminator", .float(0...1), "5e-5") {
      $0.discriminatorAdam.learningRate = Float($1)
    },
    setNumber(
      "g.beta1", "Adam's weight of the old gradient, generator",
      .float(0...1, excludesUpper: true), "0.6"
    ) { $0.generatorAdam.beta1 = Float($1) },
    setNumber(
      "d.beta1", "Adam's weight of the old gradient, discriminator",
      .float(0...1, excludesUpper: true), "0.6"
    ) { $0.discriminatorAdam.beta1 = Float($1) },
    setNumber("batch", "images in a step, from the next iteration on", .int(1...65536), "16") {
      $0.batch = Int($1)
    },
  ]

  private static func setNumber(
    _ name: String, _ summary: String, _ type: ParameterType, _ example: String,
    _ change: @escaping @Sendable (inout Hyperparameters, Double) -> Void
  ) -> Command {
    Command(
      "set \(name)", group: .model, summary: "Change \(summary).",
      parameters: [Parameter("value", type, .positional, isRequired: true, summary)],
      examples: [Example("set \(name) \(example)", setup: "build dcgan")], needs: \.workspace
    ) { invocation, workspace in
      _ = try workspace.builtRun("set \(name)")
      guard let value = invocation.number("value") else { return .none }
      workspace.remember(before: invocation.text)
      try workspace.changeHyperparameters { change(&$0, value) }
      return .none
    }
  }
}
