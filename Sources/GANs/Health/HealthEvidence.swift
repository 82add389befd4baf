import TensorEngine

/// What rules judge by: the run, its data, and what is computed of them, each once and only where a
/// rule asks for it.
public final class HealthEvidence {
  /// The run, as it is.
  public let run: Run
  /// What it is trained on; nil where there is none that fits it.
  public let data: (any TrainingData)?
  private let imagesPerClass: Int
  private let poll: () throws -> Void

  private var layerCache: [Run.Role: [LayerStatistics]]?
  private var sampleCache: HealthSample?
  private var judgedCache: [JudgedSample]?
  private var normalizationCache: [HealthRule.Measure]?

  init(
    of run: Run, on data: (any TrainingData)?, sample: Int, poll: @escaping () throws -> Void
  ) {
    self.run = run
    let fits =
      data.map {
        $0.imageSide == run.images.side && $0.classCount == run.images.classes
          && $0.imageCount >= run.hyperparameters.batch
      } ?? false
    self.data = fits ? data : nil
    imagesPerClass = max(2, sample)
    self.poll = poll
  }

  /// Random numbers of one use of a look; no others are drawn from them.
  func random(_ use: RandomUse, _ stream: Int = 0) -> RandomStream {
    RandomStream(
      seed: run.seed, purpose: .health, iteration: run.iteration,
      stream: stream << 2 | use.rawValue)
  }

  /// What random numbers of a look are for.
  enum RandomUse: Int { case noise, images, judging, generating }

  /// The figures of each layer, by its full name, `G.conv2`, from the last passes of the training;
  /// where there were none since the state was opened, from those of a copy that trains for an
  /// iteration. Nil where that cannot be.
  func layers() throws -> [(name: String, statistics: LayerStatistics)]? {
    if layerCache == nil {
      guard let seen = try runWithPasses() else { return nil }
      layerCache = Dictionary(
        uniqueKeysWithValues: Run.Role.allCases.map { ($0, seen.layerStatistics(of: $0)) })
    }
    return Run.Role.allCases.flatMap { role in
      (layerCache?[role] ?? []).map { ("\(role.rawValue).\($0.layer)", $0) }
    }
  }

  private func runWithPasses() throws -> Run? {
    func hasPasses(_ run: Run) -> Bool {
      !run.inspection.generatorGradients.names.isEmpty
        && !run.inspection.discriminatorGradients.names.isEmpty
    }
    if hasPasses(run) { return run }
    guard let data else { return nil }
    var copy = run
    // In the middle of an iteration its rest may not do. A kind may have nothing that is trained in
    // one of its networks, so that a third would do no better.
    for _ in 0..<2 where !hasPasses(copy) { try copy.iterate(on: data, poll: poll) }
    return copy
  }

  /// Fakes and real images, class by class.
  func sample() throws -> HealthSample {
    if let sampleCache { return sampleCache }
    let sample = try HealthSample(self, imagesPerClass: imagesPerClass, poll: poll)
    sampleCache = sample
    return sample
  }

  /// What the discriminator says of fakes and of real images, in both modes.
  func judged() throws -> [JudgedSample] {
    if let judgedCache { return judgedCache }
    let sample = try sample()
    var judged = [
      try JudgedSample("fakes", sample.fakes, labels: sample.fakeLabels, self, poll: poll)
    ]
    if let real = sample.real {
      judged.append(try JudgedSample("real", real, labels: sample.realLabels, self, poll: poll))
    }
    judgedCache = judged
    return judged
  }

  /// For each normalisation how far the statistics of a batch of training are from those that
  /// inference uses.
  func normalizationDrifts() throws -> [HealthRule.Measure] {
    if let normalizationCache { return normalizationCache }
    let measures =
      try NormalizationDrift.ofGenerator(try sample(), self, poll: poll)
      + NormalizationDrift.ofDiscriminator(try judged().map(\.movedStatistics), self)
    normalizationCache = measures
    return measures
  }
}
