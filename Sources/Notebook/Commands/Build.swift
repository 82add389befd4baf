import GANs
import Language
import TensorEngine

extension Command {
  /// The command that builds a model of a kind.
  static func build(_ kind: GANKind) -> Command {
    let standard = Hyperparameters(for: kind)
    return Command(
      "build \(kind.name)", group: .model, summary: "Build \(kind.summary).",
      details:
        "It is made for the data that is loaded; without any, for 28x28 images of ten classes.",
      parameters: [
        Parameter("seed", .seed, .named, default: "0", "what everything random follows from")
      ]
        + Hyperparameter.all.map { hyperparameter in
          Parameter(
            hyperparameter.name, hyperparameter.type, .named,
            default: hyperparameter.places.first.map { NumberText.text($0.value(standard)) },
            hyperparameter.summary, synonyms: hyperparameter.synonyms)
        },
      examples: [
        Example("build \(kind.name)"), Example("build \(kind.name) seed=7 batch=16 rate=1e-4"),
      ], effect: .introduces(kind.name),
      synonyms: kind.name == "acgan" ? ["model"] : [], needs: \.workspace
    ) { invocation, workspace in
      try workspace.checkIsNotAtStop("build")
      var hyperparameters = standard
      for hyperparameter in Hyperparameter.all {
        guard invocation.isGiven(hyperparameter.name),
          let value = invocation.number(hyperparameter.name)
        else { continue }
        hyperparameter.change(&hyperparameters, to: value)
      }
      let images =
        try workspace.data?.specification() ?? ImageSpecification(side: 28, classes: 10)
      if let data = workspace.data, hyperparameters.batch > data.training.count {
        throw invocation.fault(
          Problem.failed(
            "\(GANError.batchLargerThanData(batch: hyperparameters.batch, images: data.training.count))",
            advice: nil), at: "batch")
      }
      let run = try Run(
        kind: kind, images: images, hyperparameters: hyperparameters,
        seed: invocation.seed("seed") ?? 0)
      workspace.begin(run, by: invocation.text)
      workspace.output.emit(.text(run.title))
      return .none
    }
  }

  static let reset = Command(
    "reset", group: .model, summary: "Build the same model anew: same kind, seed, hyperparameters.",
    examples: [Example("reset", setup: "build dcgan seed=3")], needs: \.workspace
  ) { invocation, workspace in
    let old = try workspace.builtRun("reset")
    try workspace.checkIsNotAtStop("reset")
    let run = try Run(
      kind: old.kind, images: old.images, hyperparameters: old.hyperparameters, seed: old.seed)
    workspace.begin(run, by: invocation.text)
    workspace.output.emit(.text(run.title))
    return .none
  }
}
