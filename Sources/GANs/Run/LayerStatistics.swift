import TensorEngine

/// The figures by which the layers of a network compare, from what training left behind last.
///
/// All are sizes per weight or shares, so that a layer of a million weights compares with one of ten.
public struct LayerStatistics: Sendable, Equatable {
  /// The layer or head, as `conv2`.
  public let layer: String
  /// √(mean of g²) over all elements of the layer's last gradients; nil for a layer without parameters
  /// that are trained, and before a gradient was computed.
  public let gradientRMS: Double?
  /// The Euclidean norm of a step of all the layer's parameters, along the optimizer's state as it is,
  /// divided by the norm of these parameters. Nil before the first step, where the optimizer does not
  /// say (`Optimizer.stepNorm(of:)`), and where all parameters are 0.
  public let updateRatio: Double?
  /// The share of channels, the last axis, that were 0 throughout the layer's last output; nil before
  /// there was one, and where it has no channels.
  public let deadShare: Double?
}

extension Run {
  /// The figures of each named layer and head of a network, in order: between two phases those of the
  /// pass that was last. The discriminator's are thus those of real images after `d.real.gradient`, and
  /// of fakes after `d.fake.gradient`; its outputs after `g.gradient` are those of the generator's step.
  public func layerStatistics(of role: Role) -> [LayerStatistics] {
    let (network, optimizer) = (network(role), optimizer(role))
    let isGenerator = role == .generator
    let gradients = isGenerator ? inspection.generatorGradients : inspection.discriminatorGradients
    let outputs = isGenerator ? inspection.generatorOutputs : inspection.discriminatorOutputs
    return network.plan.layersAndHeads.compactMap { layer in
      layer.name.map { name in
        let trained = layer.parameters.filter(\.isTrainable).map { "\(name).\($0.name)" }
        return LayerStatistics(
          layer: name, gradientRMS: Self.rms(trained.compactMap { gradients[$0] }),
          updateRatio: optimizer.relativeStep(of: trained, in: network.parameters),
          deadShare: outputs[name]?.deadChannelShare)
      }
    }
  }

  private static func rms(_ tensors: [Tensor]) -> Double? {
    let count = tensors.reduce(0) { $0 + $1.count }
    guard count > 0 else { return nil }
    return (tensors.reduce(0) { $0 + $1.squareSum } / Double(count)).squareRoot()
  }
}

extension Optimizer {
  /// The norm of a step of some parameters, along the state as it is, as a share of their own norm;
  /// nil before their first step, where the optimizer does not say, and where they are all 0.
  public func relativeStep(of names: [String], in parameters: Parameters) -> Double? {
    var (steps, squares) = (0.0, 0.0)
    for name in names {
      guard let step = stepNorm(of: name), let parameter = parameters[name] else { return nil }
      steps += step * step
      squares += parameter.squareSum
    }
    return squares > 0 ? (steps / squares).squareRoot() : nil
  }
}

extension Tensor {
  /// The share of channels, the last axis, in which every element is 0; nil without channels.
  public var deadChannelShare: Double? {
    guard shape.rank > 1, let channels = shape.extents.last, channels > 0, count > 0 else {
      return nil
    }
    var isAlive = [Bool](repeating: false, count: channels)
    var dead = channels
    withUnsafeBuffer { values in
      for row in stride(from: 0, to: values.count, by: channels) {
        for channel in 0..<channels where !isAlive[channel] && values[row + channel] != 0 {
          isAlive[channel] = true
          dead -= 1
        }
        // Mostly after a few rows.
        if dead == 0 { return }
      }
    }
    return Double(dead) / Double(channels)
  }
}
