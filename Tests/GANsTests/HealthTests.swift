import GANs
import TensorEngine
import Testing

/// Images of two classes: dark ones, and bright ones.
private struct TwoClasses: TrainingData {
  let imageCount = 64
  let imageSide = 8
  let classCount = 2
  private let pixels: Tensor

  init() {
    var random = RandomStream(seed: 0, purpose: .user)
    let noise = random.uniform(-0.3, 0.3, shape: [64, 8, 8, 1])
    let level = Tensor((0..<64).map { $0.isMultiple(of: 2) ? -0.6 : 0.6 }, shape: [64, 1, 1, 1])
    pixels = noise + level
  }

  func images(at indices: [Int]) -> Tensor {
    Tensor(concatenating: indices.map { pixels.rows($0..<$0 + 1) })
  }

  func labels(at indices: [Int]) -> [Int] { indices.map { $0 % 2 } }
}

/// Each rule of ``HealthRule/all`` at a state where it fails and at one where it does not.
@Suite struct HealthTests {
  private func finding(
    _ name: String, _ run: Run, on data: (any TrainingData)? = RandomImages()
  ) throws -> HealthFinding {
    let rules = HealthRule.all.filter { $0.name == name }
    return try #require(try run.health(on: data, rules: rules, sample: 6).first)
  }

  /// A run with one iteration behind it, which says that it has many.
  private func trained(_ kind: GANKind = .acgan, iteration: Int = 2000) throws -> Run {
    var run = try smallRun(kind, seed: 2)
    try run.iterate(on: RandomImages())
    run.iteration = iteration
    return run
  }

  /// Gives a run a history by the numbers of its iterations.
  private func note(
    _ run: inout Run, iterations: Int, _ measure: (inout Measurement, Int) -> Void
  ) {
    run.iteration = iterations
    run.history = GrowingList(
      (1...iterations).map { iteration in
        var measurement = run.measurement
        measure(&measurement, iteration)
        return measurement
      })
  }

  // MARK: - Series

  @Test func dominance() throws {
    var run = try trained()
    note(&run, iterations: 200) { measurement, iteration in
      let share: Float = iteration > 60 ? 1 : 0.7
      (measurement.real.validityAccuracy, measurement.fake.validityAccuracy) = (share, share)
    }
    let found = try finding("dominance", run)
    #expect(found.fails && found.measures.first?.value == 1)
    // The mean of iterations 55 to 154 is .982, that of 54 to 153 .979: of seven of .7.
    #expect(found.since == 154)
    note(&run, iterations: 200) { measurement, _ in
      (measurement.real.validityAccuracy, measurement.fake.validityAccuracy) = (0.8, 0.9)
    }
    #expect(try finding("dominance", run).verdict == .passes)
    #expect(try finding("dominance", run).since == nil)
    note(&run, iterations: 99) { _, _ in }
    #expect(try finding("dominance", run).verdict == .notApplicable("100 iterations are needed"))
  }

  @Test func weakness() throws {
    var run = try trained()
    note(&run, iterations: 100) { ($0.real.probability, $0.fake.probability, _) = (0.501, 0.5, $1) }
    #expect(try finding("weakness", run).fails)
    note(&run, iterations: 100) { ($0.real.probability, $0.fake.probability, _) = (0.6, 0.5, $1) }
    #expect(try finding("weakness", run).verdict == .passes)
  }

  @Test(arguments: [Float(17), 0, .nan]) func clipping(loss: Float) throws {
    var run = try trained()
    note(&run, iterations: 30) { measurement, iteration in
      measurement.real.validityLoss = 0.5
      measurement.fake.validityLoss = 0.5
      measurement.generator.validityLoss = iteration > 5 ? loss : 3
    }
    let found = try finding("clipping", run)
    #expect(found.failures.map(\.place) == ["loss.g"])
    #expect(found.since == 6)
    note(&run, iterations: 30) { measurement, iteration in
      measurement.real.validityLoss = 0.5
      measurement.fake.validityLoss = 12
      measurement.generator.validityLoss = iteration.isMultiple(of: 2) ? 3 : loss
    }
    #expect(try finding("clipping", run).verdict == .passes)
  }

  // MARK: - Layers

  @Test func vanishing() throws {
    var run = try trained()
    #expect(try finding("vanishing", run).verdict == .passes)
    for part in ["weight", "bias"] {
      let gradient = try #require(run.inspection.generatorGradients["conv1.\(part)"])
      run.inspection.generatorGradients["conv1.\(part)"] = Tensor(
        repeating: 1e-8, shape: gradient.shape)
    }
    #expect(try finding("vanishing", run).failures.map(\.place) == ["G.conv1"])
    #expect(try finding("exploding", run).verdict == .passes)
  }

  @Test func exploding() throws {
    var run = try trained()
    let gradient = try #require(run.inspection.discriminatorGradients["conv2.weight"])
    run.inspection.discriminatorGradients["conv2.weight"] = gradient * 1e6
    #expect(try finding("exploding", run).failures.map(\.place) == ["D.conv2"])
  }

  @Test func updates() throws {
    var run = try trained()
    for _ in 0..<3 { try run.iterate(on: RandomImages()) }
    #expect(try finding("updates", run).verdict == .passes)
    var hyperparameters = run.hyperparameters
    hyperparameters.discriminatorAdam.learningRate = 0.05
    try run.change(hyperparameters)
    try run.iterate(on: RandomImages())
    let places = try finding("updates", run).failures.map(\.place)
    #expect(!places.isEmpty && places.allSatisfy { $0.hasPrefix("D.") })
  }

  @Test func frozen() throws {
    var run = try trained()
    #expect(try finding("frozen", run).verdict == .passes)
    var hyperparameters = run.hyperparameters
    hyperparameters.generatorAdam.learningRate = 0
    try run.change(hyperparameters)
    try run.iterate(on: RandomImages())
    let places = try finding("frozen", run).failures.map(\.place)
    #expect(places == run.generator.plan.layerNames.map { "G.\($0)" })
  }

  @Test func dead() throws {
    var run = try trained()
    // Below 0 for any input, so that all of its channels are 0.
    run.generator.parameters["conv1.bias"] = Tensor(repeating: -1e3, shape: [128])
    try run.iterate(on: RandomImages())
    #expect(try finding("dead", run).failures.map(\.place).contains("G.conv1"))
    #expect(try finding("dead", try trained()).verdict == .passes)
  }

  /// Where no pass was seen, a copy does one; where it cannot, it is said.
  @Test func aStateWithoutPassesIsJudgedByACopy() throws {
    var run = try trained()
    run.inspection = Run.Inspection()
    #expect(try finding("vanishing", run).verdict == .passes)
    #expect(run.inspection.generatorGradients.names.isEmpty)
    let found = try finding("vanishing", run, on: nil)
    #expect(
      found.verdict
        == .notApplicable("no pass since the state was opened, and no data to do one"))
  }

  // MARK: - Images

  /// A run whose fakes are as many-coloured as they can be: the last layer's weights are huge.
  private func colourful(_ kind: GANKind = .acgan, iteration: Int = 2000) throws -> Run {
    var run = try trained(kind, iteration: iteration)
    let weight = try #require(run.generator.parameters["conv3.weight"])
    run.generator.parameters["conv3.weight"] = weight * 1e5
    return run
  }

  @Test func saturation() throws {
    #expect(try finding("saturation", try trained()).verdict == .passes)
    let found = try finding("saturation", try colourful())
    #expect(found.fails && found.measures.first?.place == "fakes")
  }

  @Test(arguments: [(Float(-100), "fakes, black"), (100, "fakes"), (0, "fakes")])
  func blank(bias: Float, place: String) throws {
    var run = try trained()
    run.generator.parameters["conv3.bias"] = Tensor([bias])
    let weight = try #require(run.generator.parameters["conv3.weight"])
    run.generator.parameters["conv3.weight"] = weight * 0
    let found = try finding("blank", run)
    #expect(found.measures == [HealthRule.Measure(place, 1)] && found.fails)
    #expect(try finding("blank", try colourful()).verdict == .passes)
  }

  /// Where the noise of a class is multiplied by 0, all of its fakes are the same.
  @Test func collapse() throws {
    var run = try colourful()
    #expect(try finding("collapse", run).verdict == .passes)
    var embedding = try #require(run.generator.parameters["embedding.weight"])
    let width = embedding.shape[1]
    embedding.withUnsafeMutableBuffer {
      for index in 3 * width..<4 * width { $0[index] = 0 }
    }
    run.generator.parameters["embedding.weight"] = embedding
    let found = try finding("collapse", run)
    #expect(found.failures == [HealthRule.Measure("class 3", 0)])
    #expect(found.measures.count == 10)
    #expect(
      try finding("collapse", run, on: nil).verdict == .notApplicable("no data to compare with"))
    run.iteration = 499
    #expect(try finding("collapse", run).verdict == .notApplicable("judged from iteration 500 on"))
  }

  /// A kind without labels has one group; one whose discriminator takes them has each class.
  @Test func collapseOfOtherKinds() throws {
    let measures = try finding("collapse", try colourful(.dcgan)).measures
    #expect(measures.map(\.place) == ["fakes"])
    #expect(try finding("collapse", try trained(.cgan)).measures.count == 10)
  }

  @Test func labels() throws {
    var run = try trained()
    // Whatever it sees, D says 7.
    run.discriminator.parameters["label.bias"] = Tensor([0, 0, 0, 0, 0, 0, 0, 1e3, 0, 0])
    let found = try finding("labels", run)
    #expect(found.measures.map(\.place).last == "class 7" && found.measures.last?.value == 1)
    #expect(found.failures.count == 9 && found.failures.allSatisfy { $0.value == 0 })
    for kind in [GANKind.cgan, .dcgan] {
      #expect(
        try finding("labels", try trained(kind)).verdict == .notApplicable("D has no label head"))
    }
  }

  /// Both networks soon agree on two classes that are as different as can be.
  @Test func labelsThatAreLearned() throws {
    var hyperparameters = Hyperparameters(for: .acgan)
    hyperparameters.batch = 8
    hyperparameters.latentWidth = 8
    var run = try Run(
      kind: .acgan, images: try ImageSpecification(side: 8, classes: 2),
      hyperparameters: hyperparameters, seed: 4)
    for _ in 0..<300 { try run.iterate(on: TwoClasses()) }
    run.iteration = 1000
    let found = try finding("labels", run, on: TwoClasses())
    #expect(found.verdict == .passes, "\(found.measures)")
  }

  // MARK: - Modes

  @Test func modes() throws {
    #expect(try finding("modes", try trained()).verdict == .passes)
    var run = try trained()
    run.discriminator.parameters["bn2.mean"] = Tensor(repeating: 1e3, shape: [64])
    #expect(try finding("modes", run).fails)
  }

  @Test func statistics() throws {
    #expect(try finding("statistics", try trained()).verdict == .passes)
    var run = try trained()
    run.generator.parameters["bn2.mean"] = Tensor(repeating: 9, shape: [128])
    #expect(try finding("statistics", run).failures.first?.place == "G.bn2")
  }

  // MARK: - All

  @Test func aNumberThatIsNotFiniteFails() throws {
    #expect(!HealthRule.Bound.atMost(1).allows(.nan) && !HealthRule.Bound.atLeast(1).allows(.nan))
    #expect(!HealthRule.Bound.within(1, 2).allows(.nan))
    #expect(HealthRule.Bound.within(1, 2).allows(2) && !HealthRule.Bound.within(1, 2).allows(2.1))
  }

  @Test(arguments: GANKind.all.map(\.name)) func aLookChangesNothing(kind: String) throws {
    let kind = try #require(GANKind.named(kind))
    var (looked, other) = (try trained(kind, iteration: 1), try trained(kind, iteration: 1))
    for _ in Phase.allCases {
      #expect(try looked.health(on: RandomImages(), sample: 3).count == HealthRule.all.count)
      #expect(state(of: looked) == state(of: other))
      try looked.advance(on: RandomImages())
      try other.advance(on: RandomImages())
    }
    #expect(state(of: looked) == state(of: other))
  }

  /// What a monitor says of a rule whose value comes and goes.
  @Test func aMonitorTellsWhatChanges() throws {
    let rule = HealthRule(
      "odd", "the hundreds of the iteration are odd", .atMost(0), remedy: "go on", basis: .look
    ) { .measured([.init("iteration", Double($0.run.iteration / 100 % 2))]) }
    var monitor = HealthMonitor(rules: [rule])
    var run = try smallRun(.cgan, seed: 1)
    func changes(at iteration: Int) throws -> [Bool] {
      run.iteration = iteration
      return try monitor.look(at: run, on: nil).map(\.finding.fails)
    }
    #expect(try changes(at: 50) == [])
    #expect(try changes(at: 100) == [true])
    #expect(try changes(at: 120) == [])
    #expect(try changes(at: 200) == [false])
    #expect(try changes(at: 300) == [true])
    // After a way back nothing is known of what came later.
    #expect(try changes(at: 150) == [true])
    // A look is good for a hundred iterations.
    run.iteration = 249
    #expect(try monitor.fails(rule, at: run, on: nil))
    run.iteration = 250
    #expect(try !monitor.fails(rule, at: run, on: nil))
    #expect(monitor.lastLook == 250)
  }
}
