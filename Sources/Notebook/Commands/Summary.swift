import GANs
import TensorEngine

extension Command {
  static let summary = Command(
    "summary", group: .model, summary: "Show the layers of both networks.",
    details: "Multiply-adds are for one image; memory is what parameters and Adam's moments take.",
    examples: [Example("summary", setup: "build acgan")]
  ) { invocation in
    let run = try invocation.session.builtModel("summary")
    invocation.emit(
      .text(
        "\(run.kind.name), seed \(run.seed): \(run.images.side)x\(run.images.side) images of "
          + "\(run.images.classes) classes, batch \(run.hyperparameters.batch), iteration \(run.iteration)"
      ))
    invocation.emit(.table(table(of: run.generator, "G, the generator")))
    invocation.emit(.table(table(of: run.discriminator, "D, the discriminator")))
    return .none
  }

  private static func table(of network: Network, _ title: String) -> Table {
    var table = Table(
      title: title,
      columns: [
        .init("layer"), .init("what"), .init("output", .right), .init("parameters", .right),
        .init("multiply-adds", .right), .init("memory", .right),
      ])
    var work = 0
    for layer in network.layers + network.heads {
      let count =
        layer.name.map { name in
          network.parameters.filter { $0.name.hasPrefix(name + ".") }
            .reduce(0) { $0 + $1.tensor.count }
        } ?? 0
      let multiplyAdds = layer.layer.multiplyAdds(input: layer.input)
      work += multiplyAdds
      table.append([
        layer.name ?? "", layer.layer.words,
        layer.output.extents.dropFirst().map(String.init).joined(separator: "x"),
        count == 0 ? "" : NumberText.grouped(count),
        multiplyAdds == 0 ? "" : NumberText.grouped(multiplyAdds),
        count == 0 ? "" : memory(of: count),
      ])
    }
    let total = network.parameterCount
    table.footer = [
      "total", "", "", NumberText.grouped(total), NumberText.grouped(work), memory(of: total),
    ]
    return table
  }

  /// The number itself and two moments, four bytes each.
  private static func memory(of count: Int) -> String {
    "\(NumberText.fixed(Double(count) * 12 / 1e6, decimals: 2)) MB"
  }
}
