// Whether inference does what training did.

extension HealthRule {
  /// From undecided to sure is half; a half of that is too much for two answers about the same
  /// images. A healthy ACGAN has .21 after 500 iterations, .09 after 2,000.
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

  /// In deviations of a channel. A healthy ACGAN has .03 after 500 and after 2,000 iterations; half a
  /// deviation moves every value of a channel by as much as their order in it.
  static let statistics = HealthRule(
    "statistics",
    "statistics of a batch are far from the moving ones: the difference of their means, in deviations",
    .atMost(0.5),
    remedy: "train on at a lower rate: moving statistics follow; a larger batch has steadier ones",
    basis: .look, firstIteration: 100
  ) { evidence in
    let drifts = try evidence.normalizationDrifts()
    guard !drifts.isEmpty else { return .notApplicable("no layer normalises by its batch") }
    return .measured(drifts)
  }
}
