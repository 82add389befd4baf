import Language
import TensorEngine

extension Workspace {
  /// Help on what only this workspace has: a layer, a parameter, a variable; nil for any other topic.
  func explanation(of topic: String) throws(Problem) -> String? {
    if let value = variables[topic] { return "\(topic) = \(ValueText.inner(value))" }
    let parts = topic.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let root = parts.first, root == "G" || root == "D", parts.count > 1 else { return nil }
    let run = try builtRun(topic)
    let network = run.network(root)
    let names = network.plan.layerNames
    guard let layer = network.plan.layer(named: parts[1]) else {
      throw .unknownMember(
        of: root, name: parts[1], suggestion: Suggestion.nearest(to: parts[1], among: names))
    }
    if parts.count > 2 {
      // Finds what is wrong with the rest.
      let value = try run.member(
        Array(parts.dropFirst()), of: ModelReference(network: root))
      if case .tensor(let tensor) = value { return "\(topic): \(TensorText.head(of: tensor))" }
      return "\(topic) = \(ValueText.inner(value))"
    }
    func text(_ shape: Shape) -> String {
      shape.extents.dropFirst().map(String.init).joined(separator: "x")
    }
    var table = Table(
      title: "\(topic): \(layer.layer.words), \(text(layer.input)) to \(text(layer.output))",
      columns: [.init(""), .init("")])
    let slots = run.optimizer(root).state.slotNames
    for part in network.parts(of: parts[1]) {
      let shape = network.parameters["\(parts[1]).\(part)"]?.shape.description
      let has =
        network.plan.trainableNames.contains("\(parts[1]).\(part)")
        ? (["; .grad"] + slots).joined(separator: " .") : ""
      table.append(["  .\(part)", (shape ?? "what it gave last") + has])
    }
    return table.text + "\n`stats \(topic)` has the figures"
  }
}
