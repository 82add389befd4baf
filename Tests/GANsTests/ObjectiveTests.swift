import GANs
import TensorEngine
import Testing

/// The discriminator tells the noise that a fake was made of; the generator is to let it be told.
private struct NoiseRegression: HeadObjective {
  let head = "noise"

  func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
    images.noise.map { tape.mean(tape.meanSquaredError(output, targets: $0)) }
  }
}

private struct Hinge: ValidityObjective {
  let head = "validity"

  func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
    switch images.pass {
    case .real: tape.mean(tape.discriminatorHinge(output, isReal: true))
    case .fake: tape.mean(tape.discriminatorHinge(output, isReal: false))
    case .generator: tape.mean(tape.generatorHinge(output))
    }
  }
}

@Suite struct ObjectiveTests {
  private func kind(
    _ objective: Objective,
    optimizer: @escaping @Sendable (Adam.Hyperparameters) -> any Optimizer = { Adam($0) }
  ) -> GANKind {
    GANKind(
      name: "own", summary: "a kind for tests", fakeLabels: .none, generatorStepLabels: .none,
      discriminatorTakesLabels: false, objective: objective, optimizer: optimizer,
      generator: { images, hyperparameters throws(NetworkPlanError) in
        try NetworkPlan(
          input: [hyperparameters.latentWidth],
          layers: [
            Dense(outputs: images.side * images.side, activation: .tanh),
            Reshape([images.side, images.side, 1]),
          ])
      },
      discriminator: { images, hyperparameters throws(NetworkPlanError) in
        try NetworkPlan(
          input: [images.side, images.side, 1],
          layers: [Reshape.flat, Dense(outputs: 16, activation: .relu)],
          heads: [
            ("validity", Dense(outputs: 1)), ("noise", Dense(outputs: hyperparameters.latentWidth)),
          ])
      })
  }

  private func run(_ kind: GANKind) throws -> Run {
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.batch = 16
    hyperparameters.latentWidth = 4
    return try Run(
      kind: kind, images: try ImageSpecification(side: 8, classes: 10),
      hyperparameters: hyperparameters, seed: 3)
  }

  @Test func aHeadThatIsNeitherValidityNorLabelIsTrainedToo() throws {
    var run = try run(
      kind(Objective(validity: ValidityCrossEntropy(), others: [NoiseRegression()])))
    let data = RandomImages()
    while run.phase != .discriminatorRealUpdate { try run.advance(on: data) }
    // Nobody knows the noise of a real image, so the head has no loss there, and no gradient.
    #expect(run.measurement.real.otherLosses == [0])
    #expect(run.pending?.gradients["noise.weight"] == nil)
    while run.phase != .discriminatorFakeUpdate { try run.advance(on: data) }
    #expect(run.pending?.gradients["noise.weight"]?.shape == [16, 4])
    let fake = run.measurement.fake
    #expect(fake.otherLosses.count == 1 && fake.otherLosses[0] > 0.5)
    #expect(fake.loss == fake.validityLoss + fake.otherLosses[0])
    for _ in 0..<400 { try run.iterate(on: data) }
    let last = try #require(run.history.last)
    #expect(last.fake.otherLosses[0] < 0.5 * fake.otherLosses[0])
    #expect(last.generatorLoss == last.generator.validityLoss + last.generator.otherLosses[0])
  }

  /// The losses of hinge, computed once more from what the heads gave.
  @Test func hingeNeedsNoOtherTrainer() throws {
    var run = try run(kind(Objective(validity: Hinge())))
    let data = RandomImages()
    for _ in 0..<3 { try run.iterate(on: data) }
    func scores() throws -> [Float] {
      try #require(run.inspection.discriminatorOutputs["validity"]).scalars
    }
    func expect(_ found: Float, mean values: [Float]) {
      #expect(abs(found - values.reduce(0, +) / Float(values.count)) < 1e-5)
    }
    while run.phase != .discriminatorRealUpdate { try run.advance(on: data) }
    expect(run.measurement.real.validityLoss, mean: try scores().map { max(0, 1 - $0) })
    expect(run.measurement.real.validityAccuracy, mean: try scores().map { $0 > 0 ? 1 : 0 })
    while run.phase != .discriminatorFakeUpdate { try run.advance(on: data) }
    expect(run.measurement.fake.validityLoss, mean: try scores().map { max(0, 1 + $0) })
    expect(run.measurement.fake.validityAccuracy, mean: try scores().map { $0 <= 0 ? 1 : 0 })
    while run.phase != .generatorUpdate { try run.advance(on: data) }
    expect(run.measurement.generator.validityLoss, mean: try scores().map { -$0 })
  }

  /// The first steps of descent without momentum, from the gradients that are waiting.
  @Test func aKindChoosesItsOptimizer() throws {
    var run = try run(
      kind(Objective(validity: Hinge())) { SGD(learningRate: $0.learningRate, momentum: 0) })
    var changed = run.hyperparameters
    changed.discriminatorAdam.learningRate = 0.25
    try run.change(changed)
    let data = RandomImages()
    while run.phase != .discriminatorRealUpdate { try run.advance(on: data) }
    let before = try #require(run.discriminator.parameters["dense1.weight"])
    let gradient = try #require(run.pending?.gradients["dense1.weight"])
    try run.advance(on: data)
    let after = try #require(run.discriminator.parameters["dense1.weight"])
    #expect(
      zip(after.scalars, zip(before.scalars, gradient.scalars)).allSatisfy { new, old in
        new == old.0 - 0.25 * old.1
      })
    #expect(
      run.discriminatorOptimizer.state.slotNames == ["m"] && run.discriminatorOptimizer.step == 1)
  }
}
