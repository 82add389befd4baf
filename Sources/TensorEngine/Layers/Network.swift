/// A plan with the numbers of all its parameters: a value.
public struct Network: Sendable {
  /// What it is made of.
  public let plan: NetworkPlan
  /// Every parameter, moving statistics included.
  public var parameters: Parameters

  /// - Parameters:
  ///   - plan: what to make.
  ///   - random: draws the initial parameters, in the order of the layers.
  public init(_ plan: NetworkPlan, using random: inout RandomStream) {
    self.plan = plan
    parameters = Parameters()
    for parameter in plan.parameters {
      parameters[parameter.name] = parameter.specification.initializer(
        shape: parameter.shape, using: &random)
    }
  }

  /// What a pass through a network leaves behind.
  public struct Pass {
    /// The last layer's output, or the heads' in their order.
    public let outputs: [Variable]
    /// The outputs of the heads by their names; empty without heads.
    public let heads: [String: Variable]
    /// The variables of the trainable parameters, where a gradient is wanted.
    public let variables: [String: Variable]
    /// The moving statistics after this pass; empty in inference.
    public let movedStatistics: Parameters
    /// Each named layer's output, but in inference without gradients that of a layer that was
    /// computed together with the one after it.
    public let activations: Parameters
  }

  /// Runs a batch through the network.
  ///
  /// - Parameters:
  ///   - x: [batch, …input].
  ///   - labels: one for each of the batch, where a layer needs them.
  ///   - labelShares: in place of them the shares of all classes, [batch, classes].
  ///   - mode: training or inference, for the layers that differ.
  ///   - tape: what operations are recorded on.
  ///   - differentiable: whether the parameters get gradients; the input's own does not depend on it.
  ///   - name: what the tape's times are noted under.
  ///   - random: where the random numbers of the n-th dropout begin, from 1, in training; a network
  ///     that draws any stops the program without it, because equal numbers in each step would
  ///     drop the same units for ever. Give each step numbers of its own:
  ///     `{ RandomStream(seed: 1, purpose: .dropout, iteration: step, stream: $0) }`.
  ///   - poll: called between layers; what it throws ends the pass.
  public func callAsFunction(
    _ x: Variable, labels: [Int]? = nil, labelShares: Tensor? = nil, mode: Mode, tape: Tape,
    differentiable: Bool,
    name: String = "", random: ((_ stream: Int) -> RandomStream)? = nil,
    poll: () throws -> Void = {}
  ) throws -> Pass {
    var variables: [String: Variable] = [:]
    let trainable = Set(differentiable ? plan.trainableNames : [])
    for (name, tensor) in parameters {
      variables[name] =
        trainable.contains(name) ? tape.variable(tensor) : Variable(constant: tensor)
    }
    var pass = LayerPass(
      tape: tape, mode: mode, labels: labels, labelShares: labelShares, random: random,
      variables: variables)
    var activations = Parameters()
    func apply(_ layer: NetworkPlan.NamedLayer, number: Int, to x: Variable) throws -> Variable {
      try poll()
      let y = tape.forward(name, layer: number) {
        pass.at(layer.name ?? "") { layer.layer(x, in: &$0) }
      }
      if let name = layer.name { activations[name] = y.value }
      return y
    }
    let layers = plan.layers
    var y = x
    var number = 0
    while number < layers.count {
      let layer = layers[number]
      if let next = number + 1 < layers.count ? layers[number + 1] : nil,
        let both = layer.layer.fused(
          with: next.layer, on: y, in: pass.seen(by: layer.name ?? ""),
          pass.seen(by: next.name ?? ""))
      {
        try poll()
        y = tape.forward(name, layer: number, both)
        if let name = next.name { activations[name] = y.value }
        number += 2
      } else {
        y = try apply(layer, number: number, to: y)
        number += 1
      }
    }
    var outputs: [Variable] = []
    var heads: [String: Variable] = [:]
    for (index, head) in plan.heads.enumerated() {
      let output = try apply(head, number: layers.count + index, to: y)
      outputs.append(output)
      heads[head.name ?? ""] = output
    }
    return Pass(
      outputs: outputs.isEmpty ? [y] : outputs, heads: heads,
      variables: variables.filter { trainable.contains($0.key) },
      movedStatistics: pass.movedStatistics, activations: activations)
  }

  /// Differentiates a result of a pass with respect to the trainable parameters: gradients by name,
  /// in order, as an optimizer takes them. A parameter that the result does not depend on has none.
  ///
  /// - Parameters:
  ///   - result: a single number, recorded on `tape`, which is empty afterwards.
  ///   - pass: a differentiable pass through this network on that tape.
  ///   - tape: what it was recorded on.
  ///   - poll: called between operations; what it throws ends the walk.
  public func gradients(
    of result: Variable, in pass: Pass, on tape: Tape, poll: () throws -> Void = {}
  ) throws -> Parameters {
    let gradients = try tape.gradients(of: result, poll: poll)
    var named = Parameters()
    for name in plan.trainableNames {
      if let variable = pass.variables[name] { named[name] = gradients[variable] }
    }
    return named
  }

  /// Takes over new values of some parameters. The program stops where one has no such parameter,
  /// or another shape.
  public mutating func assign(_ values: Parameters) {
    for (name, tensor) in values {
      require(
        parameters[name]?.shape == tensor.shape, "Network.assign: \(name) \(tensor.shape)")
      parameters[name] = tensor
    }
  }
}
