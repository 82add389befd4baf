import Datasets
import GANs
import TensorEngine

extension ImageDataset {
  /// What a model for this data is made for.
  func specification() throws(GANError) -> ImageSpecification {
    try ImageSpecification(side: height, classes: classes)
  }
}

/// A data set as a run draws from it.
package struct DrawnFrom: TrainingData {
  let data: ImageDataset

  package init(data: ImageDataset) { self.data = data }

  package var imageCount: Int { data.training.count }
  package var imageSide: Int { data.height }
  package var classCount: Int { data.classes }
  package var drawnClasses: [Int] { data.drawnClasses }
  package func images(at indices: [Int]) -> Tensor { data.trainingImages(at: indices) }
  package func labels(at indices: [Int]) -> [Int] { data.trainingLabels(at: indices) }
}

extension Session {
  /// The model, for what needs one.
  func builtModel(_ needs: String) throws(Problem) -> Run {
    guard let model else { throw .noModel(needs: needs) }
    return model
  }

  /// The seed of the run, or 0 without one.
  var seed: UInt64 { model?.seed ?? 0 }

  /// What stands behind a name with dots: `conv2.weight.grad` of `G`.
  func member(_ path: [String], of value: Value) throws(Problem) -> Value {
    guard case .model(let reference) = value, let run = model else {
      throw .unknownMember(of: ValueText.inner(value), name: path[0], suggestion: nil)
    }
    var path = path
    let isGenerator = reference.network == "G"
    let network = isGenerator ? run.generator : run.discriminator
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
    guard let part = path.first else { return .model(owner) }
    return Elements(
      try tensor(part, path.dropFirst().first, of: owner, in: run, deeper: path.count > 2)
    ).value
  }

  private func tensor(
    _ part: String, _ of: String?, of layer: ModelReference, in run: Run, deeper: Bool
  ) throws(Problem) -> Tensor {
    let isGenerator = layer.network == "G"
    let network = isGenerator ? run.generator : run.discriminator
    let name = "\(layer.layer ?? "").\(part)"
    if part == "out", of == nil {
      let outputs =
        isGenerator ? run.inspection.generatorOutputs : run.inspection.discriminatorOutputs
      guard let output = outputs[layer.layer ?? ""] else { throw .noValueYet("\(layer.name).out") }
      return output
    }
    guard let parameter = network.parameters[name] else {
      let known = network.parts(of: layer.layer ?? "")
      throw .unknownMember(
        of: layer.name, name: part, suggestion: Suggestion.nearest(to: part, among: known))
    }
    guard let of else { return parameter }
    let optimizer = isGenerator ? run.generatorOptimizer : run.discriminatorOptimizer
    let found: Tensor?
    switch of {
    case "grad":
      let gradients =
        isGenerator ? run.inspection.generatorGradients : run.inspection.discriminatorGradients
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
