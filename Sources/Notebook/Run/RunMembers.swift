import GANs
import Language
import TensorEngine

extension Run {
  /// The network that is called `G` or `D`.
  func network(_ name: String) -> Network { network(Role(rawValue: name) ?? .discriminator) }

  /// The optimizer of the network that is called `G` or `D`.
  func optimizer(_ name: String) -> any Optimizer {
    optimizer(Role(rawValue: name) ?? .discriminator)
  }

  /// What stands behind a name with dots: `conv2.weight.grad` of `G`.
  func member(_ path: [String], of reference: ModelReference) throws(Problem) -> Value {
    if path.contains(MemberSignature.all) { return try membersOfAll(path, of: reference) }
    if let series = try recordedSeries(path, of: reference) { return .series(series) }
    var path = path
    let network = self.network(reference.network)
    let layer: String
    if let known = reference.layer {
      layer = known
    } else {
      layer = path.removeFirst()
      guard network.plan.layerNames.contains(layer) else {
        throw .unknownMember(
          of: reference.network, name: layer,
          suggestion: Suggestion.nearest(to: layer, among: network.plan.layerNames))
      }
    }
    let owner = ModelReference(network: reference.network, layer: layer)
    guard let part = path.first else { return .object(owner) }
    return Elements(
      try tensor(part, path.dropFirst().first, of: owner, deeper: path.count > 2)
    ).value
  }

  private func tensor(
    _ part: String, _ of: String?, of layer: ModelReference, deeper: Bool
  ) throws(Problem) -> Tensor {
    let isGenerator = layer.network == "G"
    let network = self.network(layer.network)
    let name = "\(layer.layer ?? "").\(part)"
    if part == "out", of == nil {
      let outputs =
        isGenerator ? inspection.generatorOutputs : inspection.discriminatorOutputs
      guard let output = outputs[layer.layer ?? ""] else { throw .noValueYet("\(layer.name).out") }
      return output
    }
    guard let parameter = network.parameters[name] else {
      let known = network.parts(of: layer.layer ?? "")
      throw .unknownMember(
        of: layer.name, name: part, suggestion: Suggestion.nearest(to: part, among: known))
    }
    guard let of else { return parameter }
    let optimizer = self.optimizer(layer.network)
    let found: Tensor?
    switch of {
    case "grad":
      let gradients =
        isGenerator ? inspection.generatorGradients : inspection.discriminatorGradients
      found = gradients[name]
    case let slot where optimizer.state.slotNames.contains(slot):
      found = optimizer.state[slot][name]
    default:
      throw .unknownMember(
        of: "\(layer.name).\(part)", name: of,
        suggestion: Suggestion.nearest(to: of, among: ["grad"] + optimizer.state.slotNames))
    }
    guard !deeper, network.plan.trainableNames.contains(name) else {
      throw .unknownMember(of: "\(layer.name).\(part)", name: of, suggestion: nil)
    }
    guard let found else { throw .noValueYet("\(layer.name).\(part).\(of)") }
    return found
  }
}

extension Network {
  /// What a layer has: its parameters and its last output.
  func parts(of layer: String) -> [String] {
    (plan.layer(named: layer)?.parameters.map(\.name) ?? []) + ["out"]
  }
}
