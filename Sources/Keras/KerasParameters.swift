import TensorEngine

/// A generator or a discriminator by our names, as it comes from or goes to files of Keras.
struct KerasParameters {
  /// Reads the weights of a network's layers out of a weight file, each by its name: the layer's
  /// group, then `LAYER/kernel:0`. Their order in the file tells nothing, because Keras saves a
  /// frozen model in another one.
  ///
  /// - Parameter expected: the same network with the engine's names.
  static func match(
    _ network: KerasNetwork, with expected: KerasNetwork, in file: KerasWeights
  ) throws(KerasProblem) -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (layer, wanted) in zip(network.weighted, expected.weighted) {
      let group = file.layers.first { $0.name == layer.group }?.weights ?? []
      for (keras, ours, _) in layer.operation.weights {
        let found = group.filter { entry in
          let path = entry.name.split(separator: "/")
          return path.last == "\(keras):0" && path.dropLast().last == layer.name[...]
        }
        guard let tensor = found.first?.tensor else {
          throw .missingWeight(layer: layer.name, weight: keras)
        }
        guard found.count == 1 else { throw .ambiguousWeight(layer: layer.name, weight: keras) }
        tensors["\(wanted.ours ?? "").\(ours)"] = tensor
      }
    }
    return tensors
  }

  /// The weight file of a network whose layers have names, in the order in which Keras loads it
  /// (by position): per layer of the outer model, what is trained first, then moving statistics.
  static func file(
    _ network: KerasNetwork, layerNames: [String], tensors: [String: Tensor]
  ) throws(KerasProblem) -> KerasWeights {
    var trained: [String: [(name: String, tensor: Tensor)]] = [:]
    var moving: [String: [(name: String, tensor: Tensor)]] = [:]
    for layer in network.weighted {
      let name = layer.ours ?? ""
      for (keras, ours, isTrainable) in layer.operation.weights {
        guard let tensor = tensors["\(name).\(ours)"] else {
          throw .missingWeight(layer: name, weight: ours)
        }
        let entry = (name: "\(layer.name)/\(keras):0", tensor: tensor)
        if isTrainable {
          trained[layer.group, default: []].append(entry)
        } else {
          moving[layer.group, default: []].append(entry)
        }
      }
    }
    return KerasWeights(
      layers: layerNames.map {
        .init(name: $0, weights: trained[$0, default: []] + moving[$0, default: []])
      })
  }
}
