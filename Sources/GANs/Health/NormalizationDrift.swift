import TensorEngine

/// How far the statistics of a batch are from the moving ones, layer by layer: the root of the mean
/// over the channels of (batch mean - moving mean)² / (moving variance + epsilon), in deviations.
enum NormalizationDrift {
  /// Of the generator, for as many images as a batch of training has.
  static func ofGenerator(
    _ sample: HealthSample, _ evidence: HealthEvidence, poll: () throws -> Void
  ) throws -> [HealthRule.Measure] {
    let run = evidence.run
    guard run.generator.plan.layers.contains(where: { $0.layer is BatchNormalization }) else {
      return []
    }
    let count = min(sample.noise.shape[0], run.hyperparameters.batch)
    let pass = try run.generator(
      Variable(constant: sample.noise.rows(0..<count)),
      labels: run.kind.generatorTakesLabels ? Array(sample.fakeLabels.prefix(count)) : nil,
      mode: .training, tape: Tape(), differentiable: false,
      random: { evidence.random(.generating, $0) }, poll: poll)
    return measures(of: run.generator, "G", moved: [pass.movedStatistics])
  }

  /// Of the discriminator, whose moving statistics are of real images and fakes in turn: the mean of
  /// both batches is compared.
  static func ofDiscriminator(
    _ moved: [Parameters], _ evidence: HealthEvidence
  ) -> [HealthRule.Measure] {
    measures(of: evidence.run.discriminator, "D", moved: moved)
  }

  private static func measures(
    of network: Network, _ name: String, moved: [Parameters]
  ) -> [HealthRule.Measure] {
    network.plan.layers.compactMap { layer in
      guard let normalization = layer.layer as? BatchNormalization, let layer = layer.name,
        normalization.momentum < 1, let mean = network.parameters["\(layer).mean"],
        let variance = network.parameters["\(layer).variance"]
      else { return nil }
      let means = moved.compactMap { $0["\(layer).mean"] }
      guard var sum = means.first else { return nil }
      for other in means.dropFirst() { sum.add(other) }
      // moved = momentum · moving + (1 - momentum) · batch
      let difference = (sum / Float(means.count) - mean) / (1 - normalization.momentum)
      let squares = difference * difference / (variance + normalization.epsilon)
      return HealthRule.Measure("\(name).\(layer)", Double(squares.mean().scalar).squareRoot())
    }
  }
}
