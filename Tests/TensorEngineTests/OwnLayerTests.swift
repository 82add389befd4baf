import TensorEngine
import Testing

/// The layer of the documentation of ``Layer``: x · weight, a dense layer that adds nothing.
private struct Projection: Layer {
  let outputs: Int

  var kind: String? { "projection" }

  func parameters(input: Shape) -> [ParameterSpecification] {
    [
      ParameterSpecification(
        "weight", [input[1], outputs], .glorotUniform(fanIn: input[1], fanOut: outputs))
    ]
  }

  func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
    return [input[0], outputs]
  }

  func multiplyAdds(input: Shape, output: Shape) -> Int { input[1] * outputs }

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.dense(x, weight: pass.parameter("weight"), bias: nil)
  }
}

/// Counts passes in a moving statistic, and adds a random number to each of them.
private struct Restless: Layer {
  var kind: String? { "restless" }

  func parameters(input: Shape) -> [ParameterSpecification] {
    [.init("passes", [1], .zeros, isTrainable: false)]
  }

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let passes = pass.parameter("passes").value
    pass.move("passes", to: Tensor([passes.scalars[0] + 1]))
    var (first, second) = (pass.nextRandomStream(), pass.nextRandomStream())
    let shape = x.shape
    return Variable(
      constant: Tensor(
        concatenating: [first.uniform(0, 1, shape: shape), second.uniform(0, 1, shape: shape)]))
  }
}

@Suite struct OwnLayerTests {
  private func network(_ layers: [any Layer], input: [Int]) throws -> Network {
    var random = RandomStream(seed: 9, purpose: .weights)
    return Network(try NetworkPlan(input: input, layers: layers), using: &random)
  }

  @Test func aLayerWithParametersOfItsOwnIsTrained() throws {
    var network = try network([Projection(outputs: 3), Projection(outputs: 1)], input: [4])
    #expect(network.parameters.names == ["projection1.weight", "projection2.weight"])
    #expect(network.plan.multiplyAdds == 15)
    let x = Variable(constant: randomTensor([6, 4], 1))
    var optimizer = SGD(learningRate: 0.1)
    func loss() throws -> Float {
      let tape = Tape()
      let pass = try network(x, mode: .training, tape: tape, differentiable: true)
      let loss = tape.mean(tape.sigmoidCrossEntropy(pass.outputs[0], target: 1))
      let gradients = try network.gradients(of: loss, in: pass, on: tape)
      #expect(gradients.names == network.parameters.names)
      optimizer.update(&network.parameters, with: gradients)
      return loss.value.scalar
    }
    let first = try loss()
    for _ in 0..<20 { _ = try loss() }
    #expect(try loss() < first)
  }

  @Test func statisticsMoveWhenTheyAreAssignedAndDrawsDiffer() throws {
    var network = try network([Restless()], input: [500])
    let x = Variable(constant: Tensor(zeros: [1, 500]))
    for passes in 1...3 {
      let pass = try network(
        x, mode: .training, tape: Tape(), differentiable: true,
        random: { RandomStream(seed: 4, purpose: .dropout, iteration: passes, stream: $0) })
      #expect(network.parameters["restless1.passes"]?.scalars == [Float(passes - 1)])
      network.assign(pass.movedStatistics)
      #expect(network.parameters["restless1.passes"]?.scalars == [Float(passes)])
      let drawn = pass.outputs[0].value.scalars
      #expect(drawn.prefix(500) != drawn.suffix(500))
    }
  }

  @Test func dropoutWithoutRandomNumbersStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 9, purpose: .weights)
      let plan = try NetworkPlan(input: [4], layers: [Dropout(rate: 0.5)])
      _ = try Network(plan, using: &random)(
        Variable(constant: Tensor(zeros: [1, 4])), mode: .training, tape: Tape(),
        differentiable: false)
    }
    // In inference none are drawn.
    await #expect(processExitsWith: .success) {
      var random = RandomStream(seed: 9, purpose: .weights)
      let plan = try NetworkPlan(input: [4], layers: [Dropout(rate: 0.5)])
      _ = try Network(plan, using: &random)(
        Variable(constant: Tensor(zeros: [1, 4])), mode: .inference, tape: Tape(),
        differentiable: false)
    }
  }
}
