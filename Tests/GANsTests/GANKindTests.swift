import GANs
import TensorEngine
import Testing

@Suite struct GANKindTests {
  private let images = try? ImageSpecification(side: 8, classes: 3)

  /// Dense layers; each test spoils one thing.
  private func kind(
    fakeLabels: GANKind.FakeLabels = .none,
    generatorStepLabels: GANKind.GeneratorStepLabels = .none,
    discriminatorTakesLabels: Bool = false,
    objective: Objective = Objective(validity: ValidityCrossEntropy()),
    generated: [Int] = [8, 8, 1], judged: [Int] = [8, 8, 1],
    generator: [any Layer] = [Dense(outputs: 64)],
    heads: [(String, any Layer)] = [("validity", Dense(outputs: 1))]
  ) -> GANKind {
    GANKind(
      name: "spoilt", summary: "a kind for tests", fakeLabels: fakeLabels,
      generatorStepLabels: generatorStepLabels,
      discriminatorTakesLabels: discriminatorTakesLabels, objective: objective,
      generator: { _, hyperparameters throws(NetworkPlanError) in
        try NetworkPlan(
          input: [hyperparameters.latentWidth], layers: generator + [Reshape(generated)])
      },
      discriminator: { _, _ throws(NetworkPlanError) in
        try NetworkPlan(
          input: judged, layers: [Reshape.flat], heads: heads.map { (name: $0.0, layer: $0.1) })
      })
  }

  private func expectError(_ kind: GANKind, _ part: String) throws {
    let images = try #require(images)
    let error = #expect(throws: GANError.self) {
      try Run(kind: kind, images: images, hyperparameters: Hyperparameters(for: kind), seed: 1)
    }
    let text = try #require(error?.description)
    #expect(text.contains(part), "\(text)")
  }

  @Test func aKindThatFitsIsBuilt() throws {
    let kind = kind()
    let run = try Run(
      kind: kind, images: try #require(images), hyperparameters: Hyperparameters(for: kind), seed: 1
    )
    #expect(run.generator.plan.parameterCount == 101 * 64)
  }

  @Test func whatDoesNotFitIsSaidBeforeAnythingIsDrawn() throws {
    try expectError(
      kind(generator: [Dense(outputs: 65)]),
      "G.layer 2: Reshape takes 64 elements for 8x8x1, but 65 comes in")
    try expectError(kind(generated: [4, 16, 1]), "G gives 1x4x16x1 for one image, not 1x8x8x1")
    try expectError(kind(judged: [16, 16, 1]), "D takes 1x16x16x1 for one image, not 1x8x8x1")
    try expectError(
      kind(heads: [("realness", Dense(outputs: 1))]),
      "its objective is for a head `validity`, which D does not have")
    try expectError(
      kind(heads: [("validity", Dense(outputs: 1)), ("validity", Dense(outputs: 2))]),
      "D.validity: Dense has a name that is there already")
    try expectError(
      kind(heads: [("validity", Dense(outputs: 2))]),
      "the head `validity` gives 1x2 for one image, not 1x1")
    try expectError(
      kind(
        fakeLabels: .sampled, generatorStepLabels: .sampled,
        objective: Objective(validity: ValidityCrossEntropy(), label: LabelCrossEntropy()),
        heads: [("validity", Dense(outputs: 1)), ("label", Dense(outputs: 4))]),
      "the head `label` gives 1x4 for one image, not 1x3")
    try expectError(kind(fakeLabels: .sampled), "in one step, and none in the other")
    try expectError(kind(discriminatorTakesLabels: true), "fakes are made without any")
    try expectError(
      kind(
        objective: Objective(validity: ValidityCrossEntropy(), label: LabelCrossEntropy()),
        heads: [("validity", Dense(outputs: 1)), ("label", Dense(outputs: 3))]),
      "fakes are made without any")
  }

  @Test func kindsAreFoundInTheListThatIsGiven() {
    #expect(GANKind.named("acgan")?.name == "acgan")
    #expect(GANKind.named("spoilt") == nil)
    #expect(GANKind.named("spoilt", in: GANKind.all + [kind()])?.name == "spoilt")
    #expect(GANKind.named("acgan", in: [kind()]) == nil)
  }
}
