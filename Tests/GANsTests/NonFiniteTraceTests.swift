import GANs
import TensorEngine
import Testing

/// Where a number that is not finite is put, and where it is found.
@Suite struct NonFiniteTraceTests {
  /// Searches iterations from a state on; it must be the first of its run.
  private func origin(
    of run: Run, iterations: Int = 2, on data: some TrainingData = RandomImages()
  ) throws -> NonFiniteOrigin? {
    var run = run
    return try run.traceNonFinite(
      run.log, to: RunPosition(completed: run.iteration + iterations), on: data)
  }

  @Test func aHealthyTrainingHasNone() throws {
    var (run, other) = (try smallRun(.acgan, seed: 3), try smallRun(.acgan, seed: 3))
    #expect(
      try run.traceNonFinite(run.log, to: RunPosition(completed: 2), on: RandomImages()) == nil)
    for _ in 0..<2 { try other.iterate(on: RandomImages()) }
    #expect(state(of: run) == state(of: other))
  }

  /// In a layer of the generator, in training mode: all weights of one are at the end of what a float
  /// holds. In inference mode it would be seen in `generate` before.
  @Test func aForwardOperationOfALayer() throws {
    var run = try smallRun(.acgan, seed: 3)
    while run.phase != .discriminatorRealGradient { try run.advance(on: RandomImages()) }
    run.generator.parameters["conv2.weight"] = Tensor(repeating: 3e38, shape: [3, 3, 128, 64])
    let found = try #require(try origin(of: run))
    #expect(found.position == RunPosition(in: 1, before: .generatorGradient))
    #expect(found.source == .operation(name: "upsamplingConvolution", .forward))
    #expect(found.layer == "G.conv2")
    #expect(found.tensor.tensor.shape == [7, 8, 8, 64])
    #expect(found.tensor.firstNotFinite?.count == 4)
    let inputs = found.inputs.map(\.name)
    #expect(inputs == ["output of G.bn2, batchNormalization", "G.conv2.weight", "G.conv2.bias"])
  }

  @Test func aForwardOperationInInference() throws {
    var run = try smallRun(.acgan, seed: 3)
    run.generator.parameters["conv1.weight"] = Tensor(repeating: 3e38, shape: [3, 3, 128, 128])
    let bias = Tensor(repeating: 3e38, shape: [128])
    run.generator.parameters["bn1.beta"] = bias
    let found = try #require(try origin(of: run))
    #expect(found.position == RunPosition(in: 1, before: .generate))
    #expect(
      found.source
        == .operation(name: "upsamplingConvolution with batchNormalization", .forward))
    #expect(found.layer == "G.conv1")
  }

  /// log 0 in what the discriminator is trained for.
  @Test func anOperationOfALoss() throws {
    struct LogOfNothing: HeadObjective {
      let head = "validity"
      func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
        images.pass == .fake ? tape.mean(tape.log(tape.scale(output, by: 0))) : nil
      }
    }
    let found = try #require(try origin(of: try run(with: LogOfNothing())))
    #expect(found.position == RunPosition(in: 1, before: .discriminatorFakeGradient))
    #expect(found.source == .operation(name: "log", .forward))
    #expect(found.layer == "the loss")
    #expect(found.tensor.tensor.scalars.allSatisfy { $0 == -.infinity })
    #expect(found.inputs.map(\.name) == ["output of the loss, scale"])
  }

  /// The derivative of the root at 0 is infinite, its value is 0.
  @Test func anOperationOnTheWayBack() throws {
    struct RootOfNothing: HeadObjective {
      let head = "validity"
      func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
        images.pass == .generator ? tape.mean(tape.sqrt(tape.scale(output, by: 0))) : nil
      }
    }
    let found = try #require(try origin(of: try run(with: RootOfNothing())))
    #expect(found.position == RunPosition(in: 1, before: .generatorGradient))
    #expect(found.source == .operation(name: "sqrt", .backward))
    #expect(found.tensor.name == "gradient of output of the loss, scale")
    #expect(found.inputs.first?.name == "gradient of the output")
  }

  /// A run on a small network with one more part of its objective.
  private func run(
    with part: (any HeadObjective)? = nil,
    optimizer: @escaping @Sendable (Adam.Hyperparameters) -> any Optimizer = { Adam($0) }
  ) throws -> Run {
    let kind = GANKind(
      name: "small", summary: "a GAN of dense layers", fakeLabels: .none,
      generatorStepLabels: .none,
      discriminatorTakesLabels: false,
      objective: Objective(validity: ValidityCrossEntropy(), others: part.map { [$0] } ?? []),
      optimizer: optimizer,
      generator: { images, hyperparameters throws(NetworkPlanError) in
        try NetworkPlan(
          input: [hyperparameters.latentWidth],
          layers: [Dense(outputs: 64, activation: .tanh), Reshape([8, 8, 1])])
      },
      discriminator: { images, hyperparameters throws(NetworkPlanError) in
        try NetworkPlan(
          input: [8, 8, 1], layers: [Reshape.flat], heads: [("validity", Dense(outputs: 1))])
      })
    return try smallRun(kind, seed: 5)
  }

  /// Divides by 0 in the third step of a network.
  private struct Divider: Optimizer {
    var learningRate: Float = 1e-3
    var state = OptimizerState(slots: [:])

    mutating func update(_ parameters: inout Parameters, with gradients: Parameters) {
      let isThird = state.step == 2
      state.step(&parameters, with: gradients) { parameter, gradient, _ in
        parameter = isThird ? parameter / 0 : parameter - gradient * 1e-3
      }
    }
  }

  @Test func theStepOfAnOptimizer() throws {
    // The discriminator takes two steps in an iteration, so that its third is the first of the second.
    let found = try #require(try origin(of: try run(optimizer: { _ in Divider() })))
    #expect(found.position == RunPosition(in: 2, before: .discriminatorRealUpdate))
    #expect(found.source == .update("D"))
    #expect(found.layer == "D.validity")
    #expect(found.tensor.name == "D.validity.weight")
    #expect(found.inputs.map(\.name) == ["D.validity.weight", "D.validity.weight.grad"])
    #expect(found.inputs.allSatisfy { $0.firstNotFinite == nil })
  }

  /// The square of a gradient has no room in Adam's second moment, while the gradient has.
  @Test func aMomentThatOverflows() throws {
    struct Steep: HeadObjective {
      let head = "validity"
      func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
        images.pass == .real ? tape.scale(tape.mean(output), by: 1e30) : nil
      }
    }
    let found = try #require(try origin(of: try run(with: Steep())))
    #expect(found.source == .update("D"))
    #expect(found.tensor.name == "D.validity.weight.v")
    #expect(found.tensor.tensor.scalars.contains(.infinity))
  }

  @Test func aRateThatIsTooHigh() throws {
    var run = try smallRun(.cgan, seed: 3)
    try run.iterate(on: RandomImages())
    let before = run
    var hyperparameters = run.hyperparameters
    hyperparameters.generatorAdam.learningRate = 1e30
    try run.change(hyperparameters)
    for _ in 0..<2 { try run.iterate(on: RandomImages()) }
    #expect(!run.hasOnlyFiniteNumbers)
    // The change is in the log, and done again.
    var replayed = before
    let found = try #require(
      try replayed.traceNonFinite(run.log, to: run.position, on: RandomImages()))
    #expect(found.position == RunPosition(in: 3, before: .generate))
    guard case .operation(let name, .forward) = found.source else {
      Issue.record("\(found.source)")
      return
    }
    #expect(name == "dense" && found.layer?.hasPrefix("G.dense") == true)
  }

  /// The variance of a channel overflows, so that its output is 0 and all else finite.
  @Test func movingStatistics() throws {
    var run = try smallRun(.acgan, seed: 3)
    run.discriminator.parameters["conv2.weight"] = Tensor(repeating: 1e25, shape: [3, 3, 16, 32])
    let found = try #require(try origin(of: run, iterations: 1))
    #expect(found.source == .movingStatistics)
    #expect(found.layer == "D.bn1" && found.tensor.name == "D.bn1.variance")
    #expect(found.position.phase == .discriminatorRealGradient)
  }

  @Test func aStateThatHasItAlready() throws {
    var run = try smallRun(.acgan, seed: 3)
    var weight = try #require(run.discriminator.parameters["conv2.weight"])
    weight.withUnsafeMutableBuffer { $0[((2 * 3 + 1) * 16 + 5) * 32 + 7] = .nan }
    run.discriminator.parameters["conv2.weight"] = weight
    let found = try #require(try origin(of: run))
    #expect(found.source == .state && found.tensor.name == "D.conv2.weight")
    #expect(found.tensor.firstNotFinite == [2, 1, 5, 7])
    #expect(found.position == .start)
  }

  @Test func dataThatHasIt() throws {
    struct Holes: TrainingData {
      let imageCount = 16
      let imageSide = 8
      let classCount = 10
      func images(at indices: [Int]) -> Tensor {
        Tensor(repeating: .nan, shape: [indices.count, 8, 8, 1])
      }
      func labels(at indices: [Int]) -> [Int] { indices.map { $0 % 10 } }
    }
    let found = try #require(try origin(of: try smallRun(.acgan, seed: 3), on: Holes()))
    #expect(found.source == .batch && found.tensor.name == "batch.images")
    #expect(found.position == RunPosition(in: 1, before: .draw) || found.position == .start)
    #expect(found.tensor.firstNotFinite == [0, 0, 0, 0])
  }
}
