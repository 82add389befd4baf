import GANs
import Language
import TensorEngine

extension BuiltInName {
  static let ofRun: [BuiltInName] = [
    BuiltInName(
      "iteration", .number, "the number of the last complete iteration; they are numbered from 1"
    ) {
      .number($0.run?.iteration ?? 0)
    },
    BuiltInName("phase", .string, "the phase that comes next") {
      .string(try $0.builtRun("phase").phase.rawValue)
    },
    BuiltInName("seed", .number, "the seed of the run") {
      .number(Number(whole: Int128(try $0.builtRun("seed").seed)))
    },
    BuiltInName("G", .model, "the generator; `G.conv2`, `G.conv2.weight`, `G.conv2.weight.grad`") {
      _ = try $0.builtRun("G")
      return .object(ModelReference(network: "G"))
    },
    BuiltInName("D", .model, "the discriminator; `D.conv3.out` is what a layer gave last") {
      _ = try $0.builtRun("D")
      return .object(ModelReference(network: "D"))
    },
    batch("images", "the real images of the batch, in [-1, 1]") { $0.images },
    batch("labels", "their labels") { Tensor($0.labels.map(Float.init)) },
    batch("fakes.labels", "the labels that the fakes are to have") {
      Tensor($0.fakeLabels.map(Float.init))
    },
    batch("noise", "the noise that the fakes are made of") { $0.noise },
    BuiltInName("batch.fakes", .tensor, "the fakes of the batch, in [-1, 1]") {
      guard let fakes = try $0.builtRun("batch.fakes").fakes else {
        throw Problem.noValueYet("batch.fakes")
      }
      return .tensor(fakes)
    },
  ]

  private static func batch(
    _ name: String, _ summary: String, _ part: @escaping @Sendable (Batch) -> Tensor
  ) -> BuiltInName {
    BuiltInName("batch.\(name)", .tensor, summary) { workspace in
      guard let batch = try workspace.builtRun("batch.\(name)").batch else {
        throw Problem.noValueYet("batch.\(name)")
      }
      return .tensor(part(batch))
    }
  }

  static let series: [BuiltInName] = Measurement.series.map { name, value in
    BuiltInName(name, .series, summaries[name] ?? "a quantity of each iteration") { workspace in
      guard let run = workspace.run else {
        return .series(
          Series(name: name, first: 1, values: [], advice: Problem.trainingGivesValues))
      }
      guard name != "acc.label" || run.kind.hasLabelHead else {
        throw Problem.failed("the \(run.kind.name) has no label head; an acgan has", advice: nil)
      }
      return .series(
        Series(
          name: name, first: run.firstMeasured + 1, values: run.history.map(value),
          advice: Problem.trainingGivesValues))
    }
  }

  private static let summaries = [
    "loss.d": "the discriminator's loss: half of real and fake",
    "loss.d.real": "its loss on real images",
    "loss.d.fake": "its loss on fakes",
    "loss.g": "the generator's loss",
    "acc.validity": "how often the discriminator tells real from fake",
    "acc.label": "how often it names the class, real and fake",
    "p.real": "the mean validity that it gives to real images",
    "p.fake": "the mean validity that it gives to fakes",
    "grad.d": "the norm of the discriminator's gradient",
    "grad.g": "the norm of the generator's gradient",
  ]
}
