import TensorEngine
import Testing

@Suite struct NetworkTests {
  private func network(_ layers: [any Layer], input: [Int]) throws -> Network {
    var random = RandomStream(seed: 2, purpose: .weights)
    return Network(try NetworkPlan(input: input, layers: layers), using: &random)
  }

  @Test func layersAreNamedByKindAndNumber() throws {
    let network = try network(
      [
        LabelGate(classes: 4), Dense(outputs: 36, activation: .relu), Reshape([3, 3, 4]),
        BatchNormalization(momentum: 0.8, epsilon: 1e-3), Convolution(outputs: 5, upsamples: true),
        BatchNormalization(momentum: 0.8, epsilon: 1e-3), Convolution(outputs: 1),
      ], input: [7])
    #expect(
      network.parameters.names == [
        "embedding.weight", "dense1.weight", "dense1.bias", "bn1.gamma", "bn1.beta", "bn1.mean",
        "bn1.variance", "conv1.weight", "conv1.bias", "bn2.gamma", "bn2.beta", "bn2.mean",
        "bn2.variance", "conv2.weight", "conv2.bias",
      ])
    #expect(
      network.plan.trainableNames
        == network.parameters.names.filter { !$0.hasSuffix("mean") && !$0.hasSuffix("variance") })
    #expect(network.plan.layers.last?.output == [1, 6, 6, 1])
  }

  /// Keras' two kernels differ: N - 1 for images, N for rows.
  @Test(arguments: [([4], 1.0), ([2, 3, 4], 24.0 / 23)] as [([Int], Double)])
  func movingStatisticsMoveAFifthOfTheWay(input: [Int], correction: Double) throws {
    let network = try network([BatchNormalization(momentum: 0.8, epsilon: 1e-3)], input: input)
    let batch = input.count == 1 ? 6 : 4
    let x = randomTensor(Shape([batch] + input), 3, scale: 3)
    let pass = try network(
      Variable(constant: x), mode: .training, tape: Tape(), differentiable: true)
    let (mean, variance) = SlowTwin.statistics(SlowTensor(x))
    let moved = pass.movedStatistics
    #expect(difference(moved["bn1.mean"], mean.map { 0.2 * $0 }, within: 1e-5) == nil)
    #expect(
      difference(
        moved["bn1.variance"], variance.map { 0.8 + 0.2 * $0 * correction }, within: 1e-5) == nil)
  }

  @Test func inferenceUsesTheMovingStatisticsAndMovesNone() throws {
    var network = try network([BatchNormalization(momentum: 0.8, epsilon: 1e-3)], input: [2])
    network.parameters["bn1.mean"] = Tensor([1, -1])
    network.parameters["bn1.variance"] = Tensor([4, 0.25])
    let pass = try network(
      Variable(constant: Tensor([3, 0], shape: [1, 2])), mode: .inference, tape: Tape(),
      differentiable: false)
    let y = pass.outputs[0].value.scalars
    #expect(
      abs(y[0] - 2 / Float(4.001).squareRoot()) < 1e-5
        && abs(y[1] - 1 / Float(0.251).squareRoot()) < 1e-5)
    #expect(pass.movedStatistics.names == [])
  }

  /// In inference without gradients a convolution and the normalisation after it are one pass.
  @Test func aNormalisationInTheConvolutionsLastStepChangesNothing() throws {
    var network = try network(
      [
        Convolution(outputs: 19, upsamples: true, activation: .relu),
        BatchNormalization(momentum: 0.8, epsilon: 1e-3), Convolution(outputs: 2),
      ], input: [3, 4, 5])
    for (number, name) in ["gamma", "beta", "mean"].enumerated() {
      network.parameters["bn1.\(name)"] = randomTensor([19], 70 + number, scale: 2)
    }
    network.parameters["bn1.variance"] = randomTensor([19], 73).mappedToPositive()
    let x = randomTensor([3, 3, 4, 5], 74)
    let tape = Tape()
    let together = try network(
      Variable(constant: x), mode: .inference, tape: Tape(), differentiable: false)
    let apart = try network(tape.variable(x), mode: .inference, tape: tape, differentiable: true)
    #expect(together.activations.names == ["bn1", "conv2"])
    #expect(apart.activations.names == ["conv1", "bn1", "conv2"])
    for name in ["bn1", "conv2"] {
      let expected = try #require(apart.activations[name])
      #expect(
        difference(together.activations[name], SlowTensor(expected), within: 1e-6) == nil, "\(name)"
      )
    }
  }

  @Test func dropoutDropsInTrainingOnlyAndEachLayerOthers() throws {
    let network = try network([Dropout(rate: 0.5), Dropout(rate: 0.5)], input: [1000])
    let x = Variable(constant: Tensor(repeating: 1, shape: [1, 1000]))
    func kept(_ mode: Mode) throws -> [Float] {
      try network(
        x, mode: mode, tape: Tape(), differentiable: false,
        random: { RandomStream(seed: 0, purpose: .dropout, stream: $0) }
      ).outputs[0].value.scalars
    }
    #expect(try kept(.inference).allSatisfy { $0 == 1 })
    let training = try kept(.training)
    // A quarter goes through both: the two do not choose the same elements.
    #expect(training.allSatisfy { $0 == 0 || $0 == 4 })
    #expect((170...330).contains(training.filter { $0 == 4 }.count))
  }

  @Test func gradientsComeInTheOrderOfTheParameters() throws {
    let network = try network(
      [Dense(outputs: 3, activation: .tanh), Dense(outputs: 1)], input: [2])
    let tape = Tape()
    let pass = try network(
      Variable(constant: randomTensor([5, 2], 4)), mode: .training, tape: tape, differentiable: true
    )
    let gradients = try network.gradients(of: tape.mean(pass.outputs[0]), in: pass, on: tape)
    #expect(gradients.names == network.plan.trainableNames)
    #expect(gradients.allSatisfy { network.parameters[$0.name]?.shape == $0.tensor.shape })
  }
}

extension Tensor {
  fileprivate func mappedToPositive() -> Tensor {
    Tensor(scalars.map { abs($0) + 0.1 }, shape: shape)
  }
}
