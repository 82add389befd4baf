import GANs
import TensorEngine

// The one mapping between the engine's layers and those of Keras. Files are written from what a plan
// is mapped to, and what is read is compared with it; nothing else describes a network here.

extension KerasOperation {
  /// What a layer of the engine is in Keras.
  ///
  /// - Throws: ``KerasProblem/unmapped(layer:operation:)`` for a layer that Keras has nothing for.
  static func operations(
    of planned: NetworkPlan.NamedLayer
  ) throws(KerasProblem) -> [KerasOperation] {
    switch planned.layer {
    case let layer as Dense: [.dense(units: layer.outputs)] + operations(of: layer.activation)
    case let layer as Convolution:
      (layer.upsamples ? [.upsampling] : [])
        + [.convolution(filters: layer.outputs, stride: layer.stride)]
        + operations(of: layer.activation)
    case let layer as BatchNormalization:
      [.normalization(momentum: layer.momentum.asWritten, epsilon: layer.epsilon.asWritten)]
    case let layer as ActivationLayer: operations(of: layer.function)
    case let layer as Dropout: [.dropout(rate: layer.rate.asWritten)]
    case is ZeroPadding: [.zeroPadding]
    case let layer as Reshape: [layer.shape.map(KerasOperation.reshape) ?? .flatten]
    case let layer as LabelGate:
      [.embedding(classes: layer.classes, width: planned.input[1])]
    default:
      throw .unmapped(
        layer: planned.name ?? "without a name", operation: "\(type(of: planned.layer))")
    }
  }

  private static func operations(of activation: Activation) -> [KerasOperation] {
    switch activation {
    case .identity: []
    case .relu: [.relu]
    case .leakyRelu(let slope): [.leakyReLU(slope: slope.asWritten)]
    case .tanh: [.tanh]
    case .sigmoid: [.sigmoid]
    }
  }

  /// What Keras has at the end of a head that the engine trains from logits.
  fileprivate static func ending(_ head: String, of objective: Objective) -> [KerasOperation] {
    if objective.validity is ValidityCrossEntropy, head == objective.validity.head {
      return [.sigmoid]
    }
    if objective.label is LabelCrossEntropy, head == objective.label?.head { return [.softmax] }
    return []
  }
}

extension KerasNetwork {
  /// What a network is in Keras; its layers have the engine's names, and none of Keras' yet.
  ///
  /// - Parameter objective: what the heads are trained for.
  init(_ plan: NetworkPlan, of objective: Objective) throws(KerasProblem) {
    self.init(
      inputShape: Array(plan.input.extents.dropFirst()), gate: nil, trunk: [], heads: [])
    for planned in plan.layers {
      let layers = try Self.layers(of: planned)
      guard planned.layer is LabelGate else {
        trunk += layers
        continue
      }
      // Labels come in where a network begins; a flattened image is what may be before them.
      guard gate == nil, trunk.allSatisfy({ $0.operation == .flatten }) else {
        throw .unmapped(layer: planned.name ?? "", operation: "LabelGate behind other layers")
      }
      gate = Gate(embedding: layers[0], before: trunk)
      trunk = []
    }
    for head in plan.heads {
      heads.append(
        try Self.layers(of: head)
          + KerasOperation.ending(head.name ?? "", of: objective).map {
            Layer(name: "", group: "", operation: $0)
          })
    }
    // A single output ends the trunk.
    if heads.count == 1 { trunk += heads.removeLast() }
  }

  private static func layers(
    of planned: NetworkPlan.NamedLayer
  ) throws(KerasProblem) -> [Layer] {
    try KerasOperation.operations(of: planned).map {
      Layer(name: "", group: "", operation: $0, ours: $0.weights.isEmpty ? nil : planned.name)
    }
  }
}

extension Float {
  /// The number that its shortest decimal digits mean, 0.8 and not 0.800000011920929.
  var asWritten: Double { Double("\(self)") ?? Double(self) }
}
