import TensorEngine

/// The whole state of a training run as one value.
///
/// Copying it is a snapshot, assigning it a rewind; written to a file it is a checkpoint. Random
/// numbers follow from seed and iteration, so there is nothing else to keep.
public struct Run: Sendable {
  /// What it trains.
  public let kind: GANKind
  /// What it is about.
  public let images: ImageSpecification
  /// What everything random follows from.
  public let seed: UInt64
  /// Optimizers take their rates from here at each update; ``change(_:)`` changes them.
  public internal(set) var hyperparameters: Hyperparameters
  /// What was done to it, and how it was on its way.
  public var log: RunLog

  /// Makes images of noise.
  public var generator: Network
  /// Judges images.
  public var discriminator: Network
  /// What moves the generator's parameters; of its hyperparameters those of the last step.
  public var generatorOptimizer: any Optimizer
  /// What moves the discriminator's parameters; of its hyperparameters those of the last step.
  public var discriminatorOptimizer: any Optimizer

  /// Iterations and steps are counted up to here, where a 64-bit float still has each whole number.
  public static let largestCount = (1 << 53) - 1

  /// Iterations that are complete.
  public var iteration = 0
  /// The phase that comes next.
  public var phase = Phase.draw

  /// The batch of the current iteration, or of the last one between two.
  public var batch: Batch?
  /// The images of `generate`, [batch, side, side, 1] in [-1, 1].
  public var fakes: Tensor?
  /// What a gradient phase leaves for the update after it.
  public var pending: PendingUpdate?
  /// What the current iteration has shown so far.
  public var measurement: Measurement
  /// What each iteration from ``firstMeasured`` on showed.
  public var history = GrowingList<Measurement>()
  /// The iteration of the first of ``history``.
  public var firstMeasured = 0

  /// Quantities that were noted now and then, by name. Training does not read them.
  public var recordings: [String: Recording] = [:]

  /// For looking at: the last output of each named layer, and the last gradients. Training does not
  /// read them.
  public var inspection = Inspection()

  /// Gradients that are computed and not yet applied.
  public struct PendingUpdate: Sendable {
    /// Of the discriminator in its steps, of the generator in its own.
    public var gradients: Parameters
    /// Moving statistics as they will be; of the generator in its step, of the discriminator in its.
    public var movedStatistics: Parameters

    /// - Parameters:
    ///   - gradients: by the names of the parameters.
    ///   - movedStatistics: moving statistics as they will be.
    public init(gradients: Parameters, movedStatistics: Parameters) {
      self.gradients = gradients
      self.movedStatistics = movedStatistics
    }
  }

  /// The last outputs of layers, and the last gradients.
  public struct Inspection: Sendable {
    /// By the names of the layers.
    public var generatorOutputs = Parameters()
    /// By the names of the layers.
    public var discriminatorOutputs = Parameters()
    /// By the names of the parameters.
    public var generatorGradients = Parameters()
    /// By the names of the parameters.
    public var discriminatorGradients = Parameters()

    /// Nothing yet.
    public init() {}
  }

  /// A new run with freshly drawn weights.
  ///
  /// - Throws: ``GANError`` where a hyperparameter is out of its range, or the kind has no networks
  ///   for such images.
  public init(
    kind: GANKind, images: ImageSpecification, hyperparameters: Hyperparameters, seed: UInt64
  ) throws(GANError) {
    let plans = try kind.plans(for: images, hyperparameters)
    self.kind = kind
    self.images = images
    self.hyperparameters = hyperparameters
    self.seed = seed
    measurement = Measurement(of: kind.objective)
    log = RunLog(built: hyperparameters)
    var random = RandomStream(seed: seed, purpose: .weights, stream: 0)
    generator = Network(plans.generator, using: &random)
    random = RandomStream(seed: seed, purpose: .weights, stream: 1)
    discriminator = Network(plans.discriminator, using: &random)
    generatorOptimizer = kind.optimizer(hyperparameters.generatorAdam)
    discriminatorOptimizer = kind.optimizer(hyperparameters.discriminatorAdam)
  }
}

// MARK: - Inference

extension Run {
  /// How many images one pass takes: enough to keep all cores busy, few enough to stay in the cache.
  private static let imagesPerPass = 64

  /// Images [count, side, side, 1] in [-1, 1] of noise [count, latent width], in inference mode.
  /// `labels` is ignored by a kind without labels; `times` notes how long each layer takes; `poll` is
  /// called between layers, and what it throws ends the work.
  public func generate(
    noise: Tensor, labels: [Int], times: LayerTimes? = nil, poll: () throws -> Void = {}
  ) throws -> Tensor {
    try generate(noise: noise, labels: labels, on: { Tape(times: times) }, poll: poll)
  }

  /// The same with a tape for each pass, for who looks at it.
  func generate(
    noise: Tensor, labels: [Int], on newTape: () -> Tape, poll: () throws -> Void
  ) throws -> Tensor {
    try inPasses(noise.shape[0]) { range in
      try generated(
        noise.rows(range), labels: labels.isEmpty ? nil : Array(labels[range]), on: newTape(), poll)
    }
  }

  /// Images between classes: as ``generate(noise:labels:times:poll:)``, of a kind with labels.
  ///
  /// - Parameters:
  ///   - noise: [count, latent width].
  ///   - labelShares: [count, classes]: how much of each class's embedding goes into an image, 1 for one
  ///     of them and 0 for the others being that class.
  ///   - poll: called between layers; what it throws ends the work.
  public func generate(
    noise: Tensor, labelShares: Tensor, poll: () throws -> Void = {}
  ) throws -> Tensor {
    try inPasses(noise.shape[0]) { range in
      try generated(
        noise.rows(range), labelShares: labelShares.rows(range), on: Tape(), poll)
    }
  }

  private func generated(
    _ noise: Tensor, labels: [Int]? = nil, labelShares: Tensor? = nil, on tape: Tape,
    _ poll: () throws -> Void
  ) throws -> Tensor {
    try generator(
      Variable(constant: noise), labels: kind.generatorTakesLabels ? labels : nil,
      labelShares: kind.generatorTakesLabels ? labelShares : nil, mode: .inference,
      tape: tape, differentiable: false, name: "G", poll: poll
    ).outputs[0].value
  }

  /// The validity of images as a probability, [count, 1], in inference mode.
  public func discriminate(
    images: Tensor, labels: [Int], poll: () throws -> Void = {}
  ) throws -> Tensor {
    try inPasses(images.shape[0]) { range in
      let labels = labels.isEmpty ? [] : Array(labels[range])
      return kind.objective.validity(
        try discriminated(images.rows(range), labels, poll), labels: labels)
    }
  }

  /// The probabilities of the labels, [count, classes], in inference mode; nil without a label head,
  /// and where labels are an input of the discriminator, so that it cannot be asked for them.
  public func classify(images: Tensor, poll: () throws -> Void = {}) throws -> Tensor? {
    guard let label = kind.objective.label, !kind.discriminatorTakesLabels else { return nil }
    return try inPasses(images.shape[0]) { range in
      kind.objective.probabilities(of: label, try discriminated(images.rows(range), [], poll))
    }
  }

  private func discriminated(
    _ images: Tensor, _ labels: [Int], _ poll: () throws -> Void
  ) throws -> Network.Pass {
    try discriminator(
      Variable(constant: images), labels: kind.discriminatorTakesLabels ? labels : nil,
      mode: .inference, tape: Tape(), differentiable: false, poll: poll)
  }

  private func inPasses(_ count: Int, _ body: (Range<Int>) throws -> Tensor) throws -> Tensor {
    var results: [Tensor] = []
    for first in stride(from: 0, to: count, by: Self.imagesPerPass) {
      results.append(try body(first..<min(count, first + Self.imagesPerPass)))
    }
    return Tensor(concatenating: results)
  }
}
