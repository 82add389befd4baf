/// A network as Keras describes it: what becomes of the input, the trunk, and the heads behind it.
struct KerasNetwork: Sendable {
  /// One operation, with the names by which its weights are found in the weight file.
  struct Layer: Equatable, Sendable {
    /// The layer's name in Keras.
    var name: String
    /// The layer of the outermost model that it belongs to: a group of the weight file.
    var group: String
    var operation: KerasOperation
  }

  /// How labels come in: `multiply([input, Flatten()(Embedding(classes, width)(label))])`.
  struct Gate: Equatable, Sendable {
    var embedding: Layer
    /// What is done to the other input first: nothing, or a Flatten of the image.
    var before: [Layer]
  }

  /// The shape of the noise or image, without the batch.
  var inputShape: [Int]
  var gate: Gate?
  var trunk: [Layer]
  /// The layers behind the trunk, one list per output; empty where the trunk ends in the output.
  var heads: [[Layer]]

  /// The layers with weights, by our names: `embedding`, `conv1`, `bn1`, … and the heads.
  func named(heads headNames: [String]) -> [(name: String, layer: Layer)] {
    var result: [(String, Layer)] = []
    if let gate { result.append(("embedding", gate.embedding)) }
    var counts: [String: Int] = [:]
    for layer in trunk {
      guard let stem = layer.operation.stem else { continue }
      counts[stem, default: 0] += 1
      result.append(("\(stem)\(counts[stem, default: 0])", layer))
    }
    for (head, name) in zip(heads, headNames) {
      for layer in head where layer.operation.stem != nil { result.append((name, layer)) }
    }
    // A single output that ends the trunk is a head by name all the same.
    if heads.isEmpty, let name = headNames.first,
      let last = result.lastIndex(where: { $0.1.operation.stem == "dense" })
    {
      result[last].0 = name
    }
    return result
  }

  /// The shapes that all weights must have, by our names.
  func shapes(heads headNames: [String]) -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    let names = named(heads: headNames)
    var index = 0
    func pass(_ layer: Layer, _ shape: [Int]) -> [Int] {
      if layer.operation.stem != nil {
        for (ours, extents) in layer.operation.weightShapes(input: shape) {
          result["\(names[index].name).\(ours)"] = extents
        }
        index += 1
      }
      return layer.operation.outputShape(input: shape)
    }
    var shape = inputShape
    if let gate {
      _ = pass(gate.embedding, [1])
      shape = gate.before.reduce(shape) { $1.operation.outputShape(input: $0) }
    }
    for layer in trunk { shape = pass(layer, shape) }
    for head in heads { _ = head.reduce(shape) { pass($1, $0) } }
    return result
  }
}

extension KerasOperation {
  /// The shape of the output without the batch; images are height, width, channels.
  func outputShape(input: [Int]) -> [Int] {
    switch self {
    case .dense(let units): input.dropLast() + [units]
    case .convolution(let filters, let stride):
      // Padding SAME: as many outputs as strides fit into the side, rounded up.
      input.dropLast().map { ($0 + stride - 1) / stride } + [filters]
    case .upsampling: input.dropLast().map { 2 * $0 } + input.suffix(1)
    case .zeroPadding: input.dropLast().map { $0 + 1 } + input.suffix(1)
    case .reshape(let shape): shape
    case .flatten: [input.reduce(1, *)]
    case .embedding(_, let width): input + [width]
    default: input
    }
  }

  /// The shapes of the weights by our names, for an input without the batch.
  func weightShapes(input: [Int]) -> [(ours: String, shape: [Int])] {
    let channels = input.last ?? 1
    return switch self {
    case .dense(let units): [("weight", [channels, units]), ("bias", [units])]
    case .convolution(let filters, _):
      [("weight", [3, 3, channels, filters]), ("bias", [filters])]
    case .embedding(let classes, let width): [("weight", [classes, width])]
    case .normalization: ["gamma", "beta", "mean", "variance"].map { ($0, [channels]) }
    default: []
    }
  }
}
