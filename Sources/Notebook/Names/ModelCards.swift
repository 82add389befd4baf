import GANs
import Language
import TensorEngine

extension Workspace {
  /// A network or a layer in short: what `G` and `D.conv2` show.
  func card(of reference: ModelReference) throws(Problem) -> String {
    let run = try builtRun(reference.name)
    let network = run.network(reference.network)
    guard let layer = reference.layer else { return card(of: network, reference.network, in: run) }
    guard let found = network.plan.layer(named: layer) else {
      throw .unknownMember(
        of: reference.network, name: layer,
        suggestion: Suggestion.nearest(to: layer, among: network.plan.layerNames))
    }
    var table = Table(
      title: "\(reference.name): \(found.layer.words), \(Self.text(found.input)) to "
        + Self.text(found.output),
      columns: [.init(""), .init("")])
    let slots = run.optimizer(reference.network).state.slotNames
    for part in network.parts(of: layer) {
      let shape = network.parameters["\(layer).\(part)"]?.shape.description
      let has =
        network.plan.trainableNames.contains("\(layer).\(part)")
        ? (["; .grad"] + slots).joined(separator: " .") : ""
      table.append(["  .\(part)", (shape ?? "what it gave last") + has])
    }
    return table.text + "\n`stats \(reference.name)` has the figures"
  }

  private func card(of network: Network, _ name: String, in run: Run) -> String {
    let plan = network.plan
    var table = Table(
      title: "\(name), the \(name == "G" ? "generator" : "discriminator") of the "
        + "\(run.kind.name): \(NumberText.grouped(plan.parameterCount)) parameters",
      columns: [.init(""), .init(""), .init("", .right), .init("", .right)])
    for layer in plan.layersAndHeads {
      let count = layer.parameterCount
      table.append([
        layer.name.map { "  .\($0)" } ?? "", layer.layer.words, Self.text(layer.output),
        count == 0 ? "" : NumberText.grouped(count),
      ])
    }
    let steps = run.optimizer(name).step
    let settings = Hyperparameter.all.flatMap(\.places).filter { $0.path.hasPrefix("\(name).") }
      .map { "\($0.path) \(NumberText.text($0.value(run.hyperparameters)))" }
    return table.text + "\n\(settings.joined(separator: ", ")); "
      + "\(NumberText.grouped(steps)) \(steps == 1 ? "step" : "steps")"
  }

  /// A shape without the axis of the images: `7x7x128`.
  private static func text(_ shape: Shape) -> String {
    shape.extents.dropFirst().map(String.init).joined(separator: "x")
  }
}
