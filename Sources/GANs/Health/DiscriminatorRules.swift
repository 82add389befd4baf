// Whether the discriminator is a match for the generator, by the series of the training.

extension HealthRule {
  /// How many iterations the series are looked at over: in so many, 64 images each, the share of
  /// right answers has a standard error of half a percent.
  private static let window = 100

  /// D too strong. Healthy training has .53 to .8 right answers; the ACGAN on MNIST comes to .975 over
  /// 50 iterations near iteration 200 and goes back to .58 by itself, one with ten times D's rate stays
  /// at .99 and above. Arjovsky and Bottou 2017, section 2, on why no gradient is left then:
  /// https://arxiv.org/abs/1701.04862
  static let dominance = HealthRule(
    "dominance",
    "D is too strong: the share of its right answers, real or fake, over \(window) iterations",
    .atMost(0.98),
    remedy: "lower D's rate (`set d.rate 2e-5`) or raise G's; more dropout slows D, too",
    basis: .series
  ) { evidence in
    rolling(evidence, "D", beyond: { $0 > 0.98 }) { $0.validityAccuracy }
  }

  /// D too weak: it says the same of both. A healthy ACGAN still has .02 at iteration 2,000; a D that
  /// does not learn has 0 ± .003, the standard error over a hundred iterations.
  static let weakness = HealthRule(
    "weakness",
    "D is too weak: by how much more real it finds real images than fakes, over \(window) iterations",
    .atLeast(0.005),
    remedy: "raise D's rate (`set d.rate 4e-4`) or lower G's; less dropout helps D, too",
    basis: .series
  ) { evidence in
    rolling(evidence, "D", beyond: { $0 < 0.005 }) { $0.real.probability - $0.fake.probability }
  }

  /// Keras clips probabilities at 1e-7 from either side: there -log(p) is 16.1, and the gradient 0. A
  /// loss from logits, as here, goes on from there, but a network that sure has lost its way all the
  /// same; and where it is 0 to the last bit of a float (6e-8, less than half an ulp of 1), nothing is
  /// learned from it.
  static let clipping = HealthRule(
    "clipping",
    "a validity loss stands at a bound: the share of the last 20 iterations with it above 16.1, where "
      + "Keras clips it, or below 6e-8",
    .atMost(0.5),
    remedy: "`rewind` to before it and lower both rates; look for what D is so sure of with `grid`",
    basis: .series
  ) { evidence in
    let history = evidence.run.history
    guard history.count >= 20 else { return .notApplicable("20 iterations are needed") }
    func isAtBound(_ loss: Float) -> Bool { !(loss >= 0x1p-24 && loss <= 16.1) }
    let passes: [(String, (Measurement) -> Float)] = [
      ("loss.d.real", { $0.real.validityLoss }), ("loss.d.fake", { $0.fake.validityLoss }),
      ("loss.g", { $0.generator.validityLoss }),
    ]
    var since: Int?
    let measures = passes.map { name, loss in
      let (share, end) = mean(of: history, over: 20, beyond: { $0 > 0.5 }) {
        isAtBound(loss($0)) ? 1 : 0
      }
      if let end, let first = (end - 20..<end).first(where: { isAtBound(loss(history[$0])) }) {
        since = min(since ?? .max, evidence.run.firstMeasured + first + 1)
      }
      return Measure(name, share)
    }
    return .measured(measures, since: since)
  }

  /// Judges the mean of a series over the last iterations.
  private static func rolling(
    _ evidence: HealthEvidence, _ place: String, beyond isBeyond: (Double) -> Bool,
    _ value: (Measurement) -> Float
  ) -> Result {
    let history = evidence.run.history
    guard history.count >= window else {
      return .notApplicable("\(window) iterations are needed")
    }
    let (mean, end) = mean(of: history, over: window, beyond: isBeyond) { Double(value($0)) }
    return .measured(
      [Measure(place, mean)], since: end.map { evidence.run.firstMeasured + $0 })
  }

  /// The mean of a series over its last `count` measurements, of at least as many; and how many
  /// measurements there were when such a mean came to be beyond a bound, nil where it is not.
  private static func mean(
    of history: GrowingList<Measurement>, over count: Int, beyond isBeyond: (Double) -> Bool,
    _ value: (Measurement) -> Double
  ) -> (mean: Double, end: Int?) {
    var sum = history.suffix(count).reduce(0) { $0 + value($1) }
    let mean = sum / Double(count)
    guard isBeyond(mean) else { return (mean, nil) }
    var end = history.count
    // One iteration back at a time, as long as the mean up to there is beyond it, too.
    while end > count {
      sum += value(history[end - count - 1]) - value(history[end - 1])
      guard isBeyond(sum / Double(count)) else { break }
      end -= 1
    }
    return (mean, end)
  }
}
