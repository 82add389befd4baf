import Formats

/// Reads the settings of single layers out of Keras' JSON.
enum KerasLayerReader {
  /// The operations of a layer: itself, and its activation where it has one.
  static func operations(
    className: String, name: String, config: JSONValue
  ) throws(KerasProblem) -> [KerasOperation] {
    let settings = Settings(layer: name, config: config)
    switch className {
    case "InputLayer": return []
    case "Dense":
      try settings.require("use_bias", true)
      return [.dense(units: try settings.integer("units"))]
        + (try activation(settings, default: "linear"))
    case "Conv2D", "Convolution2D":
      try settings.require("use_bias", true)
      try settings.require("kernel_size", [3, 3])
      try settings.require("padding", "same")
      try settings.require("dilation_rate", [1, 1])
      try settings.require("groups", 1)
      try settings.require("data_format", "channels_last")
      let strides = try settings.integers("strides", default: [1, 1])
      guard strides == [1, 1] || strides == [2, 2] else {
        throw settings.refusal("strides", settings.config["strides"] ?? .null)
      }
      return [.convolution(filters: try settings.integer("filters"), stride: strides[0])]
        + (try activation(settings, default: "linear"))
    case "BatchNormalization", "BatchNormalizationV1", "BatchNormalizationV2":
      try settings.require("center", true)
      try settings.require("scale", true)
      return [
        .normalization(
          momentum: try settings.number("momentum", default: 0.99),
          epsilon: try settings.number("epsilon", default: 1e-3))
      ]
    case "Embedding":
      return [
        .embedding(
          classes: try settings.integer("input_dim"), width: try settings.integer("output_dim"))
      ]
    case "UpSampling2D":
      try settings.require("size", [2, 2])
      try settings.require("interpolation", "nearest")
      try settings.require("data_format", "channels_last")
      return [.upsampling]
    case "ZeroPadding2D":
      try settings.require("padding", [[0, 1], [0, 1]])
      return [.zeroPadding]
    case "Reshape": return [.reshape(try settings.integers("target_shape", default: nil))]
    case "Flatten": return [.flatten]
    case "Dropout": return [.dropout(rate: try settings.number("rate", default: nil))]
    case "LeakyReLU":
      let slope = config["alpha"] == nil ? "negative_slope" : "alpha"
      return [.leakyReLU(slope: try settings.number(slope, default: 0.3))]
    case "ReLU": return [.relu]
    case "Softmax": return [.softmax]
    case "Activation": return try activation(settings, default: nil)
    default: throw .unknownLayer(className: className, name: name)
    }
  }

  private static func activation(
    _ settings: Settings, default standard: String?
  ) throws(KerasProblem) -> [KerasOperation] {
    guard let name = settings.config["activation"]?.string ?? standard else {
      throw .structure("the layer \"\(settings.layer.prefix(80))\" has no `activation`")
    }
    switch name {
    case "linear": return []
    case "relu": return [.relu]
    case "tanh": return [.tanh]
    case "sigmoid": return [.sigmoid]
    case "softmax": return [.softmax]
    default: throw settings.refusal("activation", .string(name))
    }
  }

  /// The `config` of one layer, and its name for messages.
  private struct Settings {
    let layer: String
    let config: JSONValue

    func refusal(_ setting: String, _ value: JSONValue) -> KerasProblem {
      .setting(layer: layer, setting: setting, value: value.text)
    }

    /// A setting that must have one value, which is also its default in Keras or was not there yet.
    func require(_ setting: String, _ value: JSONValue) throws(KerasProblem) {
      if let found = config[setting], found != value { throw refusal(setting, found) }
    }

    func integer(_ setting: String) throws(KerasProblem) -> Int {
      guard let value = config[setting]?.integer, (1...1 << 24).contains(value) else {
        throw refusal(setting, config[setting] ?? .null)
      }
      return value
    }

    func integers(_ setting: String, default standard: [Int]?) throws(KerasProblem) -> [Int] {
      guard let found = config[setting] else {
        if let standard { return standard }
        throw refusal(setting, .null)
      }
      let values = found.array?.compactMap(\.integer) ?? []
      guard values.count == found.array?.count, values.allSatisfy({ (1...1 << 24).contains($0) })
      else { throw refusal(setting, found) }
      return values
    }

    func number(_ setting: String, default standard: Double?) throws(KerasProblem) -> Double {
      guard let found = config[setting] else {
        if let standard { return standard }
        throw refusal(setting, .null)
      }
      guard let value = found.number else { throw refusal(setting, found) }
      return value
    }
  }
}
