/// What may follow the dot after a value.
enum Members {
  /// The tensors of a layer.
  static let ofLayer = ["weight", "bias", "gamma", "beta", "mean", "variance", "out"]
  /// What belongs to a parameter of a network.
  static let ofParameter = ["grad", "m", "v"]

  static func names(of kinds: ValueKinds) -> [String] {
    var names: [String] = []
    if kinds.contains(.model) { names += ofLayer }
    if kinds.contains(.tensor) { names += ofParameter }
    return names
  }

  static func kinds(of name: String, of kinds: ValueKinds) -> ValueKinds {
    if kinds.contains(.model), !ofLayer.contains(name) {
      return kinds.contains(.tensor) ? [.model, .tensor] : .model
    }
    return .tensor
  }
}
