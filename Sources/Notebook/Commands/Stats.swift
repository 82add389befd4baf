import GANs
import Language
import Pictures
import TensorEngine

extension Command {
  static let stats = Command(
    "stats", group: .look, summary: "Show the figures of a network's or a layer's tensors.",
    details: """
      For each parameter, its last gradient and each layer's last output: shape, mean, deviation, smallest,
      largest, norm and a histogram; a narrow window has fewer of them. For parameters, the share of their norm that the next Adam step changes;
      for outputs, the share of channels that are 0 throughout.

      With `every` nothing is shown: while training, so many iterations apart, three figures of each layer are
      noted as series of the run. `G.conv1.grad.rms` is the root of the mean square of its gradients,
      `G.conv1.change` the share of the norm of its parameters that the step changed, `G.conv1.dead` the share
      of channels that were 0. The discriminator has them for each pass, `D.conv1.grad.rms.real` and `.fake`.
      `plot G.*.grad.rms` draws those of all layers, `show G.*.grad.rms` shows them as a map; `clear` ends it.
      """,
    parameters: [
      Parameter("of", .model, .positional, isRequired: true, "a network or a layer"),
      Parameter("every", .count, .named, "iterations from one noting to the next"),
    ],
    examples: [
      Example("stats D", setup: smallRun), Example("stats D.validity", setup: "\(smallRun)\nstep"),
      Example(
        "stats G.* every=1\ntrain iterations=3\nplot G.*.grad.rms log=true",
        "gradients of each layer, over time", setup: smallRun),
    ], needs: \.workspace
  ) { invocation, workspace in
    guard case .object(let reference as ModelReference)? = invocation.value("of") else {
      return .none
    }
    let run = try workspace.builtRun("stats")
    if let interval = invocation.int("every") {
      workspace.watch(WatchedLayers(reference: reference, interval: interval))
      return .none
    }
    let isGenerator = reference.network == "G"
    let network = isGenerator ? run.generator : run.discriminator
    let inspection = run.inspection
    let gradients = isGenerator ? inspection.generatorGradients : inspection.discriminatorGradients
    let outputs = isGenerator ? inspection.generatorOutputs : inspection.discriminatorOutputs
    let optimizer = run.optimizer(reference.network)
    var rows = StatisticsTable(
      usesUnicode: PictureProtocol.hasUTF8(workspace.surroundings.environment))
    for layer in network.plan.layerNames where reference.layer == nil || reference.layer == layer {
      for (name, tensor) in network.parameters where name.hasPrefix(layer + ".") {
        rows.append(
          name, tensor, change: optimizer.relativeStep(of: [name], in: network.parameters))
        if let gradient = gradients[name] { rows.append("\(name).grad", gradient) }
      }
      if let output = outputs[layer] {
        rows.append("\(layer).out", output, dead: output.deadChannelShare)
      }
    }
    workspace.output.emit(.table(rows.table))
    return .none
  }
}

/// A table of tensors with their figures.
private struct StatisticsTable {
  var table = Table(columns: [
    .init("tensor"), .init("shape", yields: 1), .init("mean", .right), .init("std", .right),
    .init("min", .right, yields: 2), .init("max", .right, yields: 2), .init("norm", .right),
    .init("change", .right, yields: 4), .init("dead", .right, yields: 3), .init("histogram"),
  ])
  let usesUnicode: Bool

  init(usesUnicode: Bool) { self.usesUnicode = usesUnicode }

  mutating func append(
    _ name: String, _ tensor: Tensor, change: Double? = nil, dead: Double? = nil
  ) {
    let summary = TensorSummary(of: tensor)
    func text(_ value: Double) -> String { NumberText.short(value) }
    let bar = tensor.withUnsafeBuffer { HistogramBar.counts(of: $0, bins: 12) }
    table.append([
      name, tensor.shape.description, text(summary.mean), text(summary.deviation),
      text(Double(summary.minimum)), text(Double(summary.maximum)), text(summary.norm),
      change.map(text) ?? "", dead.map { NumberText.significant($0 * 100, 2) + "%" } ?? "",
      HistogramBar.text(counts: bar, usesUnicode: usesUnicode)
        + (summary.nanCount > 0 ? " nan \(summary.nanCount)" : ""),
    ])
  }
}
