import Datasets
import GANs
import Language
import Pictures
import TensorEngine

// What the notebook's own values are to the language: objects of a kind, with text.

extension ValueKinds {
  package static let image = ValueKinds(objectsNamed: "image")
  package static let model = ValueKinds(objectsNamed: "model")
  package static let dataset = ValueKinds(objectsNamed: "dataset")
}

/// A network or one of its layers, by name: `G`, `D.conv3`.
package struct ModelReference: Hashable, Sendable, ValueObject {
  package let network: String
  package let layer: String?

  package init(network: String, layer: String? = nil) {
    self.network = network
    self.layer = layer
  }

  package var name: String { layer.map { "\(network).\($0)" } ?? network }

  package var kind: ValueKinds { .model }
  package var valueText: String { name }
}

extension GrayImage: ValueObject {
  package var kind: ValueKinds { .image }
  package var valueText: String { "image \(width)x\(height)" }
}

extension ImageDataset: ValueObject {
  package var kind: ValueKinds { .dataset }
  package var valueText: String {
    "\(name): \(training.count) training and \(test.count) test images, \(height)x\(width)"
      + (classes == 10 ? "" : ", \(classes) classes")
  }
  /// To compare all images would take long, and nobody asked for it.
  package func isEqual(to other: any ValueObject) -> Bool { false }
}

extension ParameterType {
  /// A network or a layer: `G`, `D.conv3`.
  static let model = ParameterType.named(
    .model, placeholder: "LAYER", text: "a network or a layer, as G or D.conv3")
  /// A value for each iteration, like `loss.d`.
  static let series = ParameterType.named(
    .series, placeholder: "SERIES", text: "a series, as loss.d")
}

extension MemberSignature {
  /// The tensors of a layer; a network has layers besides, which its kind tells.
  static func ofModels(_ kinds: [GANKind]) -> MemberSignature {
    MemberSignature(of: .model, tensorsOfLayers(kinds), give: .tensor, othersGive: .model)
  }

  private static func tensorsOfLayers(_ kinds: [GANKind]) -> [String] {
    let layers = kinds.flatMap { $0.usualPlans ?? [] }.flatMap(\.layersAndHeads)
    return unique(layers.flatMap { $0.parameters.map(\.name) } + ["out"])
  }

  /// What belongs to a parameter of a network: its gradient, and what its optimizer keeps.
  static func ofParameters(_ kinds: [GANKind]) -> MemberSignature {
    MemberSignature(of: .tensor, unique(["grad"] + optimizerSlots(kinds)), give: .tensor)
  }

  private static func optimizerSlots(_ kinds: [GANKind]) -> [String] {
    kinds.flatMap { kind in
      let hyperparameters = Hyperparameters(for: kind)
      return [hyperparameters.generatorAdam, hyperparameters.discriminatorAdam]
        .flatMap { kind.optimizer($0).state.slotNames }
    }
  }

  /// What is noted of layers over time: `conv1.grad.rms`, `conv1.change.real`.
  static let ofLayersOverTime: [MemberSignature] = [
    MemberSignature(of: .model, ["grad"], give: .model),
    MemberSignature(of: .model, LayerFigure.allCases.map(\.member), give: .series),
    MemberSignature(of: .series, DiscriminatorPass.allCases.map(\.rawValue), give: .series),
  ]

  /// In the order in which they are named first.
  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
