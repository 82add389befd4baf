import TensorEngine

// Gradients, steps and outputs of single layers.

extension HealthRule {
  /// Adam's step no longer depends on the size of a gradient, until that comes near its epsilon, 1e-7:
  /// ten times that is where steps begin to shrink. Layers of a healthy ACGAN have 4e-3 to 0.6.
  static let vanishing = HealthRule(
    "vanishing", "gradients vanish: a layer's gradient per weight (RMS)", .atLeast(1e-6),
    remedy: "leaky activations, normalisation before them; check.dominance tells whether it is D",
    basis: .look
  ) { evidence in try perLayer(evidence, lacking: noPass, \.gradientRMS) }

  /// A healthy ACGAN's largest is .6, of D's first convolution with its 160 weights; before a
  /// divergence they grow by the factor of ten in a few iterations.
  static let exploding = HealthRule(
    "exploding", "gradients explode: a layer's gradient per weight (RMS)", .atMost(10),
    remedy: "`rewind` to before it and lower the network's rate; normalise the layer before",
    basis: .look
  ) { evidence in try perLayer(evidence, lacking: noPass, \.gradientRMS) }

  /// The usual rule of thumb, a thousandth and ten times more or less: Karpathy, CS231n, "Babysitting
  /// the learning process", https://cs231n.github.io/neural-networks-3/. Layers of a healthy ACGAN
  /// have 4e-4 to 3e-3. Scales and shifts of normalisations, and biases alone, do not begin as random
  /// numbers of their size, so that it says nothing of them.
  static let updates = HealthRule(
    "updates", "steps of a wrong size: the norm of a layer's step, divided by that of its weights",
    .within(1e-4, 1e-2),
    remedy: "change the network's rate by the factor that is missing: `set g.rate`, `set d.rate`",
    basis: .look
  ) { evidence in
    let matrices = evidence.layersWithMatrices
    return try perLayer(evidence, lacking: noStep) { matrices.contains($0) ? $1.updateRatio : nil }
  }

  /// Half an ulp: a float that changes by less stays the same number.
  static let frozen = HealthRule(
    "frozen",
    "parameters do not move: the norm of a layer's step, divided by that of its parameters",
    .atLeast(0x1p-24),
    remedy:
      "is its rate 0? Otherwise no gradient comes to the layer: see check.vanishing, check.dead",
    basis: .look
  ) { evidence in try perLayer(evidence, lacking: noStep, \.updateRatio) }

  /// A healthy ACGAN has 3 % in its first layer and none elsewhere. Units that are 0 for a whole
  /// batch get no gradient from it, and those of a ReLU that always are never get one again: Lu et al.
  /// 2019, https://arxiv.org/abs/1903.06733
  static let dead = HealthRule(
    "dead", "dead units: the share of a layer's channels that are 0 for the whole batch",
    .atMost(0.25),
    remedy: "a lower rate keeps units alive, a leaky activation brings them back",
    basis: .look
  ) { evidence in try perLayer(evidence, lacking: noPass, \.deadShare) }

  private static let noPass = "no pass since the state was opened, and no data to do one"
  private static let noStep = "no step yet, or the optimizer does not tell its steps"

  private static func perLayer(
    _ evidence: HealthEvidence, lacking why: String, _ value: (LayerStatistics) -> Double?
  ) throws -> Result {
    try perLayer(evidence, lacking: why) { value($1) }
  }

  private static func perLayer(
    _ evidence: HealthEvidence, lacking why: String,
    _ value: (_ name: String, LayerStatistics) -> Double?
  ) throws -> Result {
    let measures = try evidence.layers()?.compactMap { name, statistics in
      value(name, statistics).map { Measure(name, $0) }
    }
    guard let measures, !measures.isEmpty else { return .notApplicable(why) }
    return .measured(measures)
  }
}

extension HealthEvidence {
  /// The full names of the layers that have a parameter of more than one axis.
  fileprivate var layersWithMatrices: Set<String> {
    Set(
      Run.Role.allCases.flatMap { role in
        run.network(role).plan.layersAndHeads.compactMap { layer in
          layer.parameters.contains { $0.isTrainable && $0.shape.rank > 1 }
            ? layer.name.map { "\(role.rawValue).\($0)" } : nil
        }
      })
  }
}
