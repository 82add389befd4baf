// Whether inference does what training did.

extension HealthRule {
  /// Half of the range in which a probability says anything: with it, images that D finds likely in
  /// one mode are unlikely in the other.
  static let modes = HealthRule(
    "modes",
    "D answers otherwise in inference than in training: the difference of its mean validity of the "
      + "same images",
    .atMost(0.25),
    remedy:
      "judge D by its series, not by `discriminate`; lower its rate, so that statistics keep up",
    basis: .look, firstIteration: 100
  ) { evidence in
    .measured(
      try evidence.judged().map {
        Measure($0.name, abs($0.validityInTraining - $0.validityInInference))
      })
  }

  /// In deviations of a channel. One puts the mean of a batch where a sixth of the values are beyond.
  static let statistics = HealthRule(
    "statistics",
    "statistics of a batch are far from the moving ones: the difference of their means, in deviations",
    .atMost(1),
    remedy: "train on at a lower rate: moving statistics follow; a larger batch has steadier ones",
    basis: .look, firstIteration: 100
  ) { evidence in
    let drifts = try evidence.normalizationDrifts()
    guard !drifts.isEmpty else { return .notApplicable("no layer normalises by its batch") }
    return .measured(drifts)
  }
}
