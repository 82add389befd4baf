import Formats

/// Reads the JSON of `model.to_json()` into a network: Sequential, or Functional with Sequentials
/// in it, as Keras 2 of any age writes them.
struct KerasReader {
  /// What a chain of layers starts from.
  private enum Source: Equatable {
    case input([Int])
    case gate(KerasNetwork.Gate, input: [Int])
  }

  private struct Chain {
    var source: Source?
    var layers: [KerasNetwork.Layer] = []
  }

  /// A layer of a Functional model.
  private struct Node {
    let className: String
    let config: JSONValue
    let inputs: [String]
  }

  private var nodes: [String: Node] = [:]

  static func network(_ json: JSONValue) throws(KerasProblem) -> KerasNetwork {
    guard let className = json["class_name"]?.string, let config = json["config"] else {
      throw .structure("`class_name` or `config` is missing")
    }
    // Keras 2 names its version, Keras 3 the module of the class.
    if json["keras_version"] == nil, json["module"] != nil { throw .keras3 }
    switch className {
    case "Sequential":
      let (layers, input) = try sequential(config, group: nil)
      return KerasNetwork(inputShape: input ?? [], gate: nil, trunk: layers, heads: [])
    case "Functional", "Model": return try KerasReader().functional(config)
    default: throw .unknownLayer(className: className, name: "model")
    }
  }

  /// The layers of a Sequential; in old files its `config` is the list itself.
  private static func sequential(
    _ config: JSONValue, group: String?
  ) throws(KerasProblem) -> (layers: [KerasNetwork.Layer], input: [Int]?) {
    guard let list = config.array ?? config["layers"]?.array else {
      throw .structure("a Sequential has no list of layers")
    }
    var layers: [KerasNetwork.Layer] = []
    var input: [Int]?
    for (index, json) in list.enumerated() {
      guard let className = json["class_name"]?.string, let config = json["config"] else {
        throw .structure("`class_name` or `config` of a layer is missing")
      }
      if index == 0 { input = inputShape(config) }
      guard className != "Sequential" else {
        let inner = try sequential(config, group: group ?? config["name"]?.string)
        layers += inner.layers
        continue
      }
      let name = config["name"]?.string ?? json["name"]?.string ?? ""
      for operation in try KerasLayerReader.operations(
        className: className, name: name, config: config)
      {
        layers.append(.init(name: name, group: group ?? name, operation: operation))
      }
    }
    return (layers, input)
  }

  /// The shape of an input without the batch.
  private static func inputShape(_ config: JSONValue) -> [Int]? {
    let shape = config["batch_input_shape"] ?? config["batch_shape"]
    return shape?.array?.dropFirst().compactMap(\.integer)
  }

  private func functional(_ config: JSONValue) throws(KerasProblem) -> KerasNetwork {
    var reader = self
    for json in config["layers"]?.array ?? [] {
      guard let className = json["class_name"]?.string, let inner = json["config"],
        let name = json["name"]?.string ?? inner["name"]?.string, reader.nodes[name] == nil
      else { throw .structure("a layer has no class, configuration or name of its own") }
      reader.nodes[name] = Node(
        className: className, config: inner, inputs: Self.inputs(json["inbound_nodes"]))
    }
    let outputs = Self.outputs(config["output_layers"])
    guard !outputs.isEmpty else { throw .structure("it has no `output_layers`") }
    // Each is walked to by itself, and no network has more than validity and label.
    guard outputs.count <= 2 else { throw .structure("it has \(outputs.count) outputs") }
    var chains: [Chain] = []
    for output in outputs { chains.append(try reader.chain(to: output, depth: 0)) }

    // The trunk is what all outputs share.
    var trunk = chains[0].layers
    for chain in chains {
      trunk = Array(zip(trunk, chain.layers).prefix { $0 == $1 }.map(\.0))
      guard chain.source == chains[0].source else {
        throw .structure("its outputs come from different inputs")
      }
    }
    let heads = chains.map { Array($0.layers.dropFirst(trunk.count)) }
    switch chains[0].source {
    case .input(let shape):
      return KerasNetwork(
        inputShape: shape, gate: nil, trunk: trunk, heads: outputs.count == 1 ? [] : heads)
    case .gate(let gate, let shape):
      return KerasNetwork(
        inputShape: shape, gate: gate, trunk: trunk, heads: outputs.count == 1 ? [] : heads)
    case nil: throw .structure("its outputs do not come from an input")
    }
  }

  /// `[[["name", 0, 0, {}], …]]`: the names that the first call of a layer took its inputs from.
  private static func inputs(_ json: JSONValue?) -> [String] {
    guard let call = json?.array?.first?.array else { return [] }
    // A call with one input may leave out one level of brackets.
    if let name = call.first?.string { return [name] }
    return call.compactMap { $0.array?.first?.string }
  }

  private static func outputs(_ json: JSONValue?) -> [String] {
    guard let list = json?.array else { return [] }
    if let name = list.first?.string { return [name] }
    return list.compactMap { $0.array?.first?.string }
  }

  private func chain(to name: String, depth: Int) throws(KerasProblem) -> Chain {
    // Deeper than any of the networks; it also ends the walk through a circle.
    guard depth < 200 else { throw .structure("its layers go around in a circle") }
    guard let node = nodes[name] else {
      throw .structure("the layer \"\(name.prefix(80))\" is used but not there")
    }
    switch node.className {
    case "InputLayer":
      return Chain(source: .input(Self.inputShape(node.config) ?? []))
    case "Multiply":
      guard node.inputs.count == 2 else {
        throw .structure("the layer \"\(name.prefix(80))\" does not multiply two inputs")
      }
      return try gate(
        try chain(to: node.inputs[0], depth: depth + 1),
        try chain(to: node.inputs[1], depth: depth + 1))
    default:
      guard node.inputs.count == 1 else {
        throw .structure("the layer \"\(name.prefix(80))\" has \(node.inputs.count) inputs, not 1")
      }
      var chain = try chain(to: node.inputs[0], depth: depth + 1)
      if node.className == "Sequential" {
        chain.layers += try Self.sequential(node.config, group: name).layers
      } else {
        for operation in try KerasLayerReader.operations(
          className: node.className, name: name, config: node.config)
        {
          chain.layers.append(.init(name: name, group: name, operation: operation))
        }
      }
      return chain
    }
  }

  /// Joins the two inputs of a product, whichever of them is the label's.
  private func gate(_ a: Chain, _ b: Chain) throws(KerasProblem) -> Chain {
    for (label, other) in [(a, b), (b, a)] {
      guard let first = label.layers.first, case .embedding = first.operation,
        label.layers.dropFirst().map(\.operation) == [.flatten],
        case .input(let shape) = other.source,
        other.layers.allSatisfy({ $0.operation == .flatten })
      else { continue }
      return Chain(source: .gate(.init(embedding: first, before: other.layers), input: shape))
    }
    throw .structure("its product is not that of an input and a flattened label embedding")
  }
}
