/// What a network is, without its numbers: layers in a row, then any number of heads that share the
/// last one's output, with their names, shapes and parameters.
///
/// A plan costs next to nothing; drawing the numbers of ``Network/init(_:using:)`` does. So whoever
/// asks only for names, shapes or counts asks a plan:
///
///     let plan = try NetworkPlan(
///       input: [28, 28, 1],
///       layers: [Convolution(outputs: 16, stride: 2, activation: .relu), Reshape.flat],
///       heads: [("validity", Dense(outputs: 1))])
///     print(plan.parameterCount, plan.multiplyAdds)
///
/// Layers are named by kind and number in order: `dense1`, `bn1`, `conv1`, …; one whose kind is not
/// counted by its kind alone, as `embedding`; heads have names of their own. A parameter is
/// `conv2.weight`.
public struct NetworkPlan: Sendable {
  /// A layer at its place in the network.
  public struct NamedLayer: Sendable {
    /// Nil for a layer that has no kind.
    public let name: String?
    /// What is done here.
    public let layer: any Layer
    /// What comes in, for a batch of one.
    public let input: Shape
    /// What goes out, for a batch of one.
    public let output: Shape
    /// The layer's parameters, by the layer's own names: `weight`.
    public let parameters: [ParameterSpecification]
    /// Multiply-adds for one image.
    public let multiplyAdds: Int

    /// The number of elements of all parameters.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }
  }

  /// A parameter of the network.
  public struct NamedParameter: Sendable {
    /// The layer's name and the parameter's own: `conv2.weight`.
    public let name: String
    /// What the layer says of it.
    public let specification: ParameterSpecification

    /// The shape of its numbers.
    public var shape: Shape { specification.shape }
    /// False for moving statistics, which no gradient reaches.
    public var isTrainable: Bool { specification.isTrainable }
  }

  /// The shape of one input, its first extent 1.
  public let input: Shape
  /// The layers, in the order in which they run.
  public let layers: [NamedLayer]
  /// What takes the last layer's output, each by itself.
  public let heads: [NamedLayer]
  /// Every parameter, moving statistics included, in the order of the layers.
  public let parameters: [NamedParameter]
  /// The names of the parameters that gradients reach, in order.
  public let trainableNames: [String]

  /// - Parameters:
  ///   - input: the shape of one input without the batch.
  ///   - layers: in the order in which they run.
  ///   - heads: each takes what the last layer gives; without any the network gives that itself.
  /// - Throws: ``NetworkPlanError`` at the first layer that does not fit.
  public init(
    input: [Int], layers: [any Layer], heads: [(name: String, layer: any Layer)] = []
  ) throws(NetworkPlanError) {
    guard !input.isEmpty, input.allSatisfy({ $0 > 0 }) else {
      throw .impossibleInput(extents: input)
    }
    var builder = Builder()
    var shape = Shape([1] + input)
    self.input = shape
    for layer in layers {
      let name = builder.name(of: layer)
      shape = try builder.append(layer, name: name, input: shape).output
    }
    self.layers = builder.layers
    for (name, layer) in heads { try builder.append(layer, name: name, input: shape) }
    self.heads = Array(builder.layers.dropFirst(layers.count))
    parameters = builder.layers.flatMap { layer in
      layer.parameters.map {
        NamedParameter(name: "\(layer.name ?? "").\($0.name)", specification: $0)
      }
    }
    trainableNames = parameters.filter(\.isTrainable).map(\.name)
  }
}

// MARK: - What it says of itself

extension NetworkPlan {
  /// The layers, then the heads: in this order ``LayerTimes`` counts them.
  public var layersAndHeads: [NamedLayer] { layers + heads }

  /// The names of layers and heads, in order.
  public var layerNames: [String] { layersAndHeads.compactMap(\.name) }

  /// The layer or head of a name; nil where there is none.
  public func layer(named name: String) -> NamedLayer? {
    layersAndHeads.first { $0.name == name }
  }

  /// The parameter of a name, as `conv2.weight`; nil where there is none.
  public func parameter(named name: String) -> NamedParameter? {
    parameters.first { $0.name == name }
  }

  /// The shapes of what a pass gives, for a batch of one: of the heads, or of the last layer.
  public var outputs: [Shape] {
    heads.isEmpty ? [layers.last?.output ?? input] : heads.map(\.output)
  }

  /// The number of elements of all parameters, moving statistics included.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  /// The number of elements that all layers give together for one image.
  public var activationCount: Int { layersAndHeads.reduce(0) { $0 + $1.output.count } }

  /// Multiply-adds for one image.
  public var multiplyAdds: Int { layersAndHeads.reduce(0) { $0 + $1.multiplyAdds } }
}

// MARK: - Building

private struct Builder {
  var layers: [NetworkPlan.NamedLayer] = []
  private var counts: [String: Int] = [:]
  private var names: Set<String> = []

  /// The name that a layer gets by its kind.
  mutating func name(of layer: any Layer) -> String? {
    guard let kind = layer.kind, layer.isNumbered else { return layer.kind }
    counts[kind, default: 0] += 1
    return "\(kind)\(counts[kind, default: 0])"
  }

  @discardableResult
  mutating func append(
    _ layer: any Layer, name: String?, input: Shape
  ) throws(NetworkPlanError) -> NetworkPlan.NamedLayer {
    let label = name ?? "layer \(layers.count + 1)"
    let operation = "\(type(of: layer))"
    if let name {
      guard isName(name) else { throw .badName(name) }
      guard names.insert(name).inserted else { throw .sameName(name, operation: operation) }
    }
    let output: Shape
    do throws(UnfitInput) {
      output = try layer.outputShape(input: input)
    } catch {
      throw .unfitInput(
        layer: label, operation: operation, wanted: error.wanted, found: input.withoutBatch)
    }
    guard output.extents.allSatisfy({ $0 > 0 }), output[0] == input[0] else {
      throw .impossibleOutput(
        layer: label, operation: operation, input: input.withoutBatch, output: output)
    }
    let parameters = layer.parameters(input: input)
    guard parameters.isEmpty || name != nil else {
      throw .namelessParameters(layer: label, operation: operation)
    }
    var known: Set<String> = []
    for parameter in parameters {
      guard isName(parameter.name) else { throw .badName("\(label).\(parameter.name)") }
      guard known.insert(parameter.name).inserted else {
        throw .sameName("\(label).\(parameter.name)", operation: operation)
      }
    }
    let planned = NetworkPlan.NamedLayer(
      name: name, layer: layer, input: input, output: output, parameters: parameters,
      multiplyAdds: layer.multiplyAdds(input: input, output: output))
    layers.append(planned)
    return planned
  }

  /// A letter, then letters, digits and underscores: what a name after a dot can be.
  private func isName(_ name: String) -> Bool {
    let isLetter: (Character) -> Bool = { $0 == "_" || $0.isASCII && $0.isLetter }
    return name.first.map(isLetter) == true
      && name.allSatisfy { isLetter($0) || $0.isASCII && $0.isNumber }
  }
}

extension Shape {
  /// The extents behind the first.
  var withoutBatch: Shape { Shape(Array(extents.dropFirst())) }
}
