import GANs
import TensorEngine
import Testing

/// Each rule at a state where it fails and at one where it does not.
@Suite struct LayerRulesTests {
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

  /// A generator without a parameter that is trained never gets a gradient.
  @Test func aNetworkWithoutTrainedParametersIsJudgedByTheOther() throws {
    let kind = GANKind(
      name: "still", summary: "noise as it is", fakeLabels: .none, generatorStepLabels: .none,
      discriminatorTakesLabels: false, objective: Objective(validity: ValidityCrossEntropy()),
      generator: { images, _ throws(NetworkPlanError) in
        try NetworkPlan(
          input: [images.side * images.side], layers: [Reshape([images.side, images.side, 1])])
      },
      discriminator: { images, _ throws(NetworkPlanError) in
        try NetworkPlan(
          input: [images.side, images.side, 1], layers: [Reshape.flat],
          heads: [("validity", Dense(outputs: 1))])
      })
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.batch = 4
    hyperparameters.latentWidth = 64
    let run = try Run(
      kind: kind, images: try ImageSpecification(side: 8, classes: 10),
      hyperparameters: hyperparameters, seed: 1)
    #expect(try finding("vanishing", run).measures.map(\.place) == ["D.validity"])
  }
}
