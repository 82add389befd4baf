import TensorEngine
import Testing

@Suite struct NetworkPlanTests {
  private let plan = try? NetworkPlan(
    input: [8, 6, 1],
    layers: [
      Convolution(outputs: 4, stride: 2, activation: .relu), Dropout(rate: 0.25), ZeroPadding(),
      BatchNormalization(momentum: 0.8, epsilon: 1e-3), Convolution(outputs: 2, upsamples: true),
      Reshape.flat,
    ],
    heads: [("validity", Dense(outputs: 1)), ("label", Dense(outputs: 3))])

  @Test func namesShapesAndCountsNeedNoNumbers() throws {
    let plan = try #require(plan)
    #expect(plan.layerNames == ["conv1", "bn1", "conv2", "validity", "label"])
    #expect(
      plan.layersAndHeads.map(\.output) == [
        [1, 4, 3, 4], [1, 4, 3, 4], [1, 5, 4, 4], [1, 5, 4, 4], [1, 10, 8, 2], [1, 160], [1, 1],
        [1, 3],
      ])
    #expect(plan.outputs == [[1, 1], [1, 3]])
    #expect(plan.parameter(named: "conv2.weight")?.shape == [3, 3, 4, 2])
    #expect(plan.layer(named: "label")?.parameters.map(\.name) == ["weight", "bias"])
    #expect(plan.parameters.filter { !$0.isTrainable }.map(\.name) == ["bn1.mean", "bn1.variance"])
    let parameters = [3 * 3 * 4 + 4, 4 * 4, 3 * 3 * 4 * 2 + 2, 160 + 1, 160 * 3 + 3]
    #expect(plan.parameterCount == parameters.reduce(0, +))
    #expect(
      plan.layersAndHeads.compactMap { $0.name == nil ? nil : $0.parameterCount } == parameters)
    let work = [4 * 3 * 9 * 4, 10 * 8 * 9 * 4 * 2, 160, 160 * 3]
    #expect(plan.multiplyAdds == work.reduce(0, +))
    #expect(plan.activationCount == 48 + 48 + 80 + 80 + 160 + 160 + 1 + 3)
  }

  @Test func aNetworkHasWhatItsPlanSays() throws {
    let plan = try #require(plan)
    var random = RandomStream(seed: 3, purpose: .weights)
    let network = Network(plan, using: &random)
    #expect(network.parameters.names == plan.parameters.map(\.name))
    #expect(network.parameters.map(\.tensor.shape) == plan.parameters.map(\.shape))
    let pass = try network(
      Variable(constant: randomTensor([2, 8, 6, 1], 5)), mode: .inference, tape: Tape(),
      differentiable: false)
    #expect(pass.outputs.map(\.shape) == [[2, 1], [2, 3]])
    #expect(pass.heads["label"]?.shape == [2, 3] && pass.heads.count == 2)
  }

  private static let impossible: [(NetworkPlanError, [Int], [any Layer], [(String, any Layer)])] = [
    (
      .unfitInput(
        layer: "dense1", operation: "Dense", wanted: "features", found: [28, 28, 1]),
      [28, 28, 1], [Dense(outputs: 10)], []
    ),
    (
      .unfitInput(
        layer: "layer 2", operation: "Reshape", wanted: "6400 elements for 8x8x100",
        found: [6272]),
      [100], [Dense(outputs: 6272), Reshape([8, 8, 100])], []
    ),
    (
      .unfitInput(
        layer: "conv1", operation: "Convolution", wanted: "height x width x channels",
        found: [100]),
      [100], [Convolution(outputs: 3)], []
    ),
    (
      .unfitInput(
        layer: "layer 1", operation: "ZeroPadding", wanted: "height x width x channels",
        found: [7]),
      [7], [ZeroPadding()], []
    ),
    (
      .unfitInput(
        layer: "embedding", operation: "LabelGate", wanted: "features", found: [2, 2, 1]),
      [2, 2, 1], [LabelGate(classes: 3)], []
    ),
    (
      .unfitInput(layer: "score", operation: "Dense", wanted: "features", found: [4, 4, 1]),
      [4, 4, 1], [], [("score", Dense(outputs: 1))]
    ),
    (
      .sameName("score", operation: "Dense"), [4], [],
      [("score", Dense(outputs: 1)), ("score", Dense(outputs: 2))]
    ),
    (
      .sameName("dense1", operation: "Dense"), [4], [Dense(outputs: 2)],
      [("dense1", Dense(outputs: 1))]
    ),
    (
      .sameName("embedding", operation: "LabelGate"), [4],
      [LabelGate(classes: 2), LabelGate(classes: 2)], []
    ),
    (.badName("a.b"), [4], [], [("a.b", Dense(outputs: 1))]),
    (.impossibleInput(extents: [3, 0]), [3, 0], [], []),
    (.impossibleInput(extents: []), [], [], []),
    (
      .impossibleOutput(layer: "layer 1", operation: "Swallow", input: [4], output: [1, 0]), [4],
      [Swallow()], []
    ),
    (
      .namelessParameters(layer: "layer 1", operation: "Nameless"), [4], [Nameless()], []
    ),
  ]

  @Test(arguments: impossible.indices) func whatDoesNotFitIsSaid(number: Int) {
    let (wanted, input, layers, heads) = Self.impossible[number]
    let error = #expect(throws: NetworkPlanError.self) {
      try NetworkPlan(
        input: input, layers: layers, heads: heads.map { (name: $0.0, layer: $0.1) })
    }
    #expect(error == wanted)
  }

  @Test func theErrorNamesLayerOperationAndShapes() {
    let error = NetworkPlanError.unfitInput(
      layer: "dense1", operation: "Dense", wanted: "features", found: [28, 28, 1])
    #expect(error.description == "dense1: Dense takes features, but 28x28x1 comes in")
  }
}

private struct Swallow: Layer {
  func outputShape(input: Shape) throws(UnfitInput) -> Shape { [input[0], 0] }
  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable { x }
}

private struct Nameless: Layer {
  func parameters(input: Shape) -> [ParameterSpecification] { [.init("weight", input, .ones)] }
  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable { x }
}
