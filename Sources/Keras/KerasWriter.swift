import Formats

/// Writes networks as the JSON of Keras 2, in the form that all of its versions read
/// (`class_name`, `config`, `inbound_nodes`).
enum KerasWriter {
  /// The version that the files name; from 2 on, Keras converts nothing when it loads weights.
  static let kerasVersion = "2.21.0"

  /// Gives each layer the name that Keras would give it, and the group of its weights.
  static func named(_ network: KerasNetwork) -> KerasNetwork {
    var counts: [String: Int] = [:]
    func fresh(_ stem: String) -> String {
      let count = counts[stem, default: 0]
      counts[stem] = count + 1
      return count == 0 ? stem : "\(stem)_\(count)"
    }
    func name(_ layer: inout KerasNetwork.Layer, group: String?) {
      layer.name = fresh(layer.operation.keras.stem)
      layer.group = group ?? layer.name
    }
    var network = network
    if var gate = network.gate {
      for index in gate.before.indices { name(&gate.before[index], group: nil) }
      name(&gate.embedding, group: nil)
      network.gate = gate
    }
    for index in network.trunk.indices { name(&network.trunk[index], group: trunkName) }
    for head in network.heads.indices {
      for index in network.heads[head].indices {
        name(&network.heads[head][index], group: nil)
      }
    }
    return network
  }

  static let trunkName = "sequential"

  /// The JSON of a network whose layers have names.
  static func json(_ network: KerasNetwork) -> JSONValue {
    var layers: [JSONValue] = []
    func add(_ layer: JSONValue, from inputs: [String]) {
      var object = layer.object ?? JSONObject()
      object["name"] = layer["config"]?["name"]
      object["inbound_nodes"] =
        inputs.isEmpty
        ? [] : [.array(inputs.map { [.string($0), node($0), 0, [:]] })]
      layers.append(.object(object))
    }
    // Inputs come first in the call of the model, labels second, as in the original programs.
    var inputs = ["input_1"]
    add(input("input_1", network.inputShape, type: "float32"), from: [])
    var current = "input_1"
    if let gate = network.gate {
      add(input("input_2", [1], type: "int32"), from: [])
      inputs.append("input_2")
      for layer in gate.before {
        add(json(layer), from: [current])
        current = layer.name
      }
      add(json(gate.embedding), from: ["input_2"])
      let flatten = "flatten_label"
      add(
        json(.init(name: flatten, group: flatten, operation: .flatten)),
        from: [gate.embedding.name])
      add(
        ["class_name": "Multiply", "config": base("multiply")], from: [current, flatten])
      current = "multiply"
    }
    add(sequential(network), from: [current])
    var outputs: [String] = []
    for head in network.heads {
      var last = trunkName
      for layer in head {
        add(json(layer), from: [last])
        last = layer.name
      }
      outputs.append(last)
    }
    if outputs.isEmpty { outputs = [trunkName] }
    return [
      "class_name": "Functional",
      "config": [
        "name": "model", "layers": .array(layers),
        "input_layers": .array(inputs.map { [.string($0), 0, 0] }),
        "output_layers": .array(outputs.map { [.string($0), node($0), 0] }),
      ],
      "keras_version": .string(kerasVersion), "backend": "tensorflow",
    ]
  }

  /// The names of all layers of the outer model, in its order, which the weight file follows.
  static func layerNames(_ json: JSONValue) -> [String] {
    json["config"]?["layers"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  /// Which call of a layer is meant: the first, except that a Sequential has called itself once
  /// before, on its own input.
  private static func node(_ name: String) -> JSONValue { name == trunkName ? 1 : 0 }

  private static func sequential(_ network: KerasNetwork) -> JSONValue {
    // What the trunk gets: one row of numbers behind a gate, the input itself elsewhere.
    var shape = network.inputShape
    if network.gate != nil { shape = [shape.reduce(1, *)] }
    return [
      "class_name": "Sequential",
      "config": [
        "name": .string(trunkName),
        "layers": .array(
          [input("sequential_input", shape, type: "float32")] + network.trunk.map(json)),
      ],
    ]
  }

  private static func input(_ name: String, _ shape: [Int], type: String) -> JSONValue {
    [
      "class_name": "InputLayer",
      "config": [
        "batch_input_shape": .array([.null] + shape.map(JSONValue.integer)),
        "dtype": .string(type), "sparse": false, "ragged": false, "name": .string(name),
      ],
    ]
  }

  private static func base(_ name: String) -> JSONValue {
    ["name": .string(name), "trainable": true, "dtype": "float32"]
  }

  private static func json(_ layer: KerasNetwork.Layer) -> JSONValue {
    var config = base(layer.name).object ?? JSONObject()
    for (setting, value) in settings(layer.operation) { config[setting] = value }
    return ["class_name": .string(layer.operation.keras.className), "config": .object(config)]
  }

  private static func settings(_ operation: KerasOperation) -> [(String, JSONValue)] {
    switch operation {
    case .dense(let units):
      [("units", .integer(units)), ("activation", "linear"), ("use_bias", true)]
    case .convolution(let filters, let stride):
      [
        ("filters", .integer(filters)), ("kernel_size", [3, 3]),
        ("strides", [.integer(stride), .integer(stride)]), ("padding", "same"),
        ("data_format", "channels_last"), ("dilation_rate", [1, 1]), ("activation", "linear"),
        ("use_bias", true),
      ]
    case .normalization(let momentum, let epsilon):
      [
        ("axis", [-1]), ("momentum", .number(momentum)), ("epsilon", .number(epsilon)),
        ("center", true), ("scale", true),
      ]
    case .embedding(let classes, let width):
      [
        ("batch_input_shape", [nil, 1]), ("input_dim", .integer(classes)),
        ("output_dim", .integer(width)), ("mask_zero", false), ("input_length", nil),
      ]
    case .upsampling:
      [("size", [2, 2]), ("data_format", "channels_last"), ("interpolation", "nearest")]
    case .zeroPadding: [("padding", [[0, 1], [0, 1]]), ("data_format", "channels_last")]
    case .reshape(let shape): [("target_shape", .array(shape.map(JSONValue.integer)))]
    case .flatten: [("data_format", "channels_last")]
    case .dropout(let rate): [("rate", .number(rate)), ("noise_shape", nil), ("seed", nil)]
    case .leakyReLU(let slope): [("alpha", .number(slope))]
    case .relu: [("activation", "relu")]
    case .tanh: [("activation", "tanh")]
    case .sigmoid: [("activation", "sigmoid")]
    case .softmax: [("activation", "softmax")]
    }
  }
}
