import TensorEngine

/// What the discriminator says of images, as it judges in training and as it does in inference.
struct JudgedSample {
  /// What they are: `fakes`, `real`.
  let name: String
  /// The mean validity, a probability, in training mode: the batch's own statistics, and dropout.
  let validityInTraining: Double
  /// The mean validity of the same images in inference mode.
  let validityInInference: Double
  /// Moving statistics as the pass in training mode would move them.
  let movedStatistics: Parameters

  /// Judges the first images, as many as a batch of training has.
  init(
    _ name: String, _ images: Tensor, labels: [Int], _ evidence: HealthEvidence,
    poll: () throws -> Void
  ) throws {
    let run = evidence.run
    let count = min(images.shape[0], run.hyperparameters.batch)
    let (images, labels) = (images.rows(0..<count), Array(labels.prefix(count)))
    let pass = try run.discriminator(
      Variable(constant: images), labels: run.kind.discriminatorTakesLabels ? labels : nil,
      mode: .training, tape: Tape(), differentiable: false,
      random: { evidence.random(.judging, $0) }, poll: poll)
    self.name = name
    validityInTraining = Double(run.kind.objective.validity(pass, labels: labels).mean().scalar)
    validityInInference = Double(
      try run.discriminate(images: images, labels: labels, poll: poll).mean().scalar)
    movedStatistics = pass.movedStatistics
  }
}
