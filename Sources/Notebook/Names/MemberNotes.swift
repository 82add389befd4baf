import Language

extension Workspace {
  /// What belongs to a network or a layer.
  func describeMembers(of owner: String) -> [(name: String, note: String)] {
    guard let run else { return [] }
    let parts = owner.split(separator: ".").map(String.init)
    guard let first = parts.first, first == "G" || first == "D" else { return [] }
    let network = run.network(first)
    switch parts.count {
    case 1:
      return network.plan.layersAndHeads.compactMap { layer in
        layer.name.map { name in
          let output = layer.output.extents.dropFirst().map(String.init).joined(separator: "x")
          return (name, "\(network.parts(of: name).joined(separator: ", ")); gives \(output)")
        }
      }
    case 2:
      return network.parts(of: parts[1]).map { part in
        (part, network.parameters["\(parts[1]).\(part)"].map { "\($0.shape)" } ?? "its last output")
      }
    case 3 where network.plan.trainableNames.contains("\(parts[1]).\(parts[2])"):
      let state = run.optimizer(first).state
      return [("grad", "the last gradient")]
        + zip(state.slotNames, state.slotSummaries).map { ($0, $1) }
    default: return []
    }
  }
}
