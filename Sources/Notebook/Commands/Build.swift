import GANs
import Language
import TensorEngine

extension Command {
  /// The command that builds a model of a kind.
  static func build(_ kind: GANKind) -> Command {
    let standard = Hyperparameters(for: kind)
    let adam = standard.generatorAdam
    func text(_ value: Float) -> String { NumberText.significant(Double(value), 4) }
    return Command(
      "build \(kind.name)", group: .model, summary: "Build \(kind.summary).",
      details:
        "It is made for the data that is loaded; without any, for 28x28 images of ten classes.",
      parameters: [
        Parameter("seed", .seed, .named, default: "0", "what everything random follows from"),
        Parameter(
          "batch", .int(1...65536), .named, default: "\(standard.batch)", "images in a step",
          synonyms: ["batch_size", "batchsize", "bs"]),
        Parameter(
          "latent", .int(1...4096), .named, default: "\(standard.latentWidth)",
          "the width of the noise", synonyms: ["noise", "z", "latent_dim"]),
        Parameter(
          "dropout", .float(0...1, excludesUpper: true), .named, default: text(standard.dropout),
          "the share of the discriminator's units that is dropped"),
        Parameter(
          "rate", .float(0...1), .named, default: text(adam.learningRate),
          "Adam's rate in both networks; `set d.rate` changes one",
          synonyms: ["lr", "learning_rate"]),
        Parameter(
          "beta1", .float(0...1, excludesUpper: true), .named, default: text(adam.beta1),
          "Adam's weight of the old gradient"),
        Parameter(
          "beta2", .float(0...1, excludesUpper: true), .named, default: text(adam.beta2),
          "Adam's weight of the old squared gradient"),
      ],
      examples: [
        Example("build \(kind.name)"), Example("build \(kind.name) seed=7 batch=16 rate=1e-4"),
      ], effect: .introduces(kind.name),
      synonyms: kind.name == "acgan" ? ["model"] : [], needs: \.workspace
    ) { invocation, workspace in
      try workspace.checkIsNotAtStop("build")
      var hyperparameters = standard
      hyperparameters.batch = invocation.int("batch") ?? standard.batch
      hyperparameters.latentWidth = invocation.int("latent") ?? standard.latentWidth
      hyperparameters.dropout = invocation.float("dropout") ?? standard.dropout
      hyperparameters.generatorAdam.learningRate = invocation.float("rate") ?? adam.learningRate
      hyperparameters.generatorAdam.beta1 = invocation.float("beta1") ?? adam.beta1
      hyperparameters.generatorAdam.beta2 = invocation.float("beta2") ?? adam.beta2
      hyperparameters.discriminatorAdam = hyperparameters.generatorAdam
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
