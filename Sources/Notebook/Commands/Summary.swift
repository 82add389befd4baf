import GANs
import Language
import TensorEngine

extension Command {
  static let summary = Command(
    "summary", group: .model, summary: "Show the layers of both networks.",
    details: """
      Multiply-adds are for one image; memory is what parameters and Adam's moments take. Times are the
      milliseconds of an iteration in all passes, measured with a copy of the model; `profile` shows more.
      """,
    parameters: [
      Parameter(
        "times", .bool, .named, default: "false", "whether to measure how long each layer takes")
    ],
    examples: [
      Example("summary", setup: "build acgan"), Example("summary times=true", setup: smallRun),
    ], needs: \.workspace
  ) { invocation, workspace in
    let run = try workspace.builtRun("summary")
    let profile =
      invocation.bool("times") == true
      ? try workspace.profile(needs: "summary times=true", iterations: 5) : nil
    workspace.output.emit(
      .text(
        "\(run.kind.name), seed \(run.seed): \(run.images.side)x\(run.images.side) images of "
          + "\(run.images.classes) classes, batch \(run.hyperparameters.batch), iteration \(run.iteration)"
      ))
    workspace.output.emit(.table(table(of: run.generator.plan, "G", "G, the generator", profile)))
    workspace.output.emit(
      .table(table(of: run.discriminator.plan, "D", "D, the discriminator", profile)))
    return .none
  }

  private static func table(
    of plan: NetworkPlan, _ name: String, _ title: String, _ profile: IterationProfile?
  ) -> Table {
    let times: [Table.Column] =
      profile == nil ? [] : [.init("forward ms", .right), .init("backward ms", .right)]
    func text(_ milliseconds: Double) -> String { NumberText.fixed(milliseconds, decimals: 2) }
    var table = Table(
      title: title,
      columns: [
        .init("layer"), .init("what"), .init("output", .right), .init("parameters", .right),
        .init("multiply-adds", .right, yields: 2), .init("memory", .right, yields: 1),
      ] + times)
    var total = (forward: 0.0, backward: 0.0)
    for (number, layer) in plan.layersAndHeads.enumerated() {
      let (count, multiplyAdds) = (layer.parameterCount, layer.multiplyAdds)
      let time = profile?.milliseconds(name, layer: number)
      total.forward += time?.forward ?? 0
      total.backward += time?.backward ?? 0
      table.append(
        [
          layer.name ?? "", layer.layer.words,
          layer.output.extents.dropFirst().map(String.init).joined(separator: "x"),
          count == 0 ? "" : NumberText.grouped(count),
          multiplyAdds == 0 ? "" : NumberText.grouped(multiplyAdds),
          count == 0 ? "" : memory(of: count),
        ] + (time.map { [text($0.forward), text($0.backward)] } ?? []))
    }
    let parameters = plan.parameterCount
    table.footer =
      [
        "total", "", "", NumberText.grouped(parameters), NumberText.grouped(plan.multiplyAdds),
        memory(of: parameters),
      ] + (profile == nil ? [] : [text(total.forward), text(total.backward)])
    return table
  }

  /// The number itself and two moments, four bytes each.
  private static func memory(of count: Int) -> String {
    "\(NumberText.fixed(Double(count) * 12 / 1e6, decimals: 2)) MB"
  }
}
