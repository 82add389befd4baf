/// Layers in a row, then any number of heads that share the last one's output, with the numbers of
/// all of them: a value.
///
/// Layers are named by kind and number in order: `dense1`, `bn1`, `conv1`, …; the gate of labels is
/// `embedding`; heads have names of their own. A parameter is `conv2.weight`.
public struct Network: Sendable {
  public struct NamedLayer: Sendable {
    /// Nil for a layer that has no kind.
    public let name: String?
    public let layer: any Layer
    /// What comes in, for a batch of one.
    public let input: Shape
    /// What goes out, for a batch of one.
    public let output: Shape
  }

  /// The shape of one input, its first extent 1.
  public let input: Shape
  public let layers: [NamedLayer]
  public let heads: [NamedLayer]
  /// Every parameter, moving statistics included.
  public var parameters: Parameters
  /// The parameters that gradients reach, in order.
  public let trainableNames: [String]

  /// - Parameters:
  ///   - input: the shape of one input without the batch.
  ///   - random: draws the initial parameters, in the order of the layers.
  public init(
    input: [Int], layers: [any Layer], heads: [(name: String, layer: any Layer)] = [],
    using random: inout RandomStream
  ) {
    var shape = Shape([1] + input)
    self.input = shape
    var counts: [String: Int] = [:]
    var named: [NamedLayer] = []
    for layer in layers {
      let name = layer.kind.map { kind in
        counts[kind, default: 0] += 1
        return kind == "embedding" ? kind : "\(kind)\(counts[kind, default: 0])"
      }
      let output = layer.outputShape(input: shape)
      named.append(NamedLayer(name: name, layer: layer, input: shape, output: output))
      shape = output
    }
    self.layers = named
    self.heads = heads.map {
      NamedLayer(
        name: $0.name, layer: $0.layer, input: shape, output: $0.layer.outputShape(input: shape))
    }
    parameters = Parameters()
    var trainable: [String] = []
    for layer in self.layers + self.heads {
      guard let name = layer.name else { continue }
      for specification in layer.layer.parameters(input: layer.input) {
        let parameter = "\(name).\(specification.name)"
        parameters[parameter] = specification.initializer(
          shape: specification.shape, using: &random)
        if specification.isTrainable { trainable.append(parameter) }
      }
    }
    trainableNames = trainable
  }

  /// What a pass through a network leaves behind.
  public struct Pass {
    /// The last layer's output, or the heads' in their order.
    public let outputs: [Variable]
    /// The variables of the trainable parameters, where a gradient is wanted.
    public let variables: [String: Variable]
    /// The moving statistics after this pass; empty in inference.
    public let movedStatistics: Parameters
    /// Each named layer's output, but in inference without gradients that of a convolution whose
    /// normalisation was computed with it.
    public let activations: Parameters
  }

  /// Runs a batch through the network.
  ///
  /// - Parameters:
  ///   - x: [batch, …input].
  ///   - labels: one for each of the batch, where a layer needs them.
  ///   - differentiable: whether the parameters get gradients; the input's own does not depend on it.
  ///   - name: what the tape's times are noted under.
  ///   - random: the stream of random numbers for the n-th dropout.
  ///   - poll: called between layers; what it throws ends the pass.
  public func callAsFunction(
    _ x: Variable, labels: [Int]? = nil, mode: Mode, tape: Tape, differentiable: Bool,
    name: String = "",
    random: @escaping (_ stream: Int) -> RandomStream = {
      RandomStream(seed: 0, purpose: .dropout, stream: $0)
    },
    poll: () throws -> Void = {}
  ) throws -> Pass {
    var variables: [String: Variable] = [:]
    let trainable = Set(differentiable ? trainableNames : [])
    for (name, tensor) in parameters {
      variables[name] =
        trainable.contains(name) ? tape.variable(tensor) : Variable(constant: tensor)
    }
    var pass = LayerPass(
      tape: tape, mode: mode, labels: labels, random: random, parameters: variables)
    var activations = Parameters()
    func apply(_ layer: NamedLayer, number: Int, to x: Variable) throws -> Variable {
      try poll()
      pass.layerName = layer.name ?? ""
      let y = tape.forward(name, layer: number) { layer.layer(x, in: &pass) }
      if let name = layer.name { activations[name] = y.value }
      return y
    }
    var y = x
    var number = 0
    while number < layers.count {
      let layer = layers[number]
      if let next = number + 1 < layers.count ? layers[number + 1] : nil,
        let convolution = layer.layer as? Convolution,
        let normalization = next.layer as? BatchNormalization,
        let convolveAndNormalize = convolution.fused(
          layer.name ?? "", with: normalization, next.name ?? "", on: y, in: pass)
      {
        try poll()
        y = tape.forward(name, layer: number, convolveAndNormalize)
        if let name = next.name { activations[name] = y.value }
        number += 2
      } else {
        y = try apply(layer, number: number, to: y)
        number += 1
      }
    }
    let outputs =
      heads.isEmpty
      ? [y]
      : try heads.enumerated().map { try apply($1, number: layers.count + $0, to: y) }
    return Pass(
      outputs: outputs, variables: variables.filter { trainable.contains($0.key) },
      movedStatistics: pass.movedStatistics, activations: activations)
  }

  /// Differentiates a result of a pass with respect to the trainable parameters: gradients by name,
  /// in order, as an optimizer takes them. A parameter that the result does not depend on has none.
  ///
  /// - Parameters:
  ///   - result: a single number, recorded on `tape`, which is empty afterwards.
  ///   - pass: a differentiable pass through this network on that tape.
  ///   - poll: called between operations; what it throws ends the walk.
  public func gradients(
    of result: Variable, in pass: Pass, on tape: Tape, poll: () throws -> Void = {}
  ) throws -> Parameters {
    let gradients = try tape.gradients(of: result, poll: poll)
    var named = Parameters()
    for name in trainableNames {
      if let variable = pass.variables[name] { named[name] = gradients[variable] }
    }
    return named
  }

  /// Takes over new values of some parameters.
  public mutating func assign(_ values: Parameters) {
    for (name, tensor) in values {
      precondition(
        parameters[name]?.shape == tensor.shape, "Network.assign: \(name) \(tensor.shape)")
      parameters[name] = tensor
    }
  }
}
