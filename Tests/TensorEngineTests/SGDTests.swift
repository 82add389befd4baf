import TensorEngine
import Testing

@Suite struct SGDTests {
  /// Numbers of PyTorch's rule, which is written out here step by step in double precision:
  ///
  ///     buffer = momentum * buffer + gradient
  ///     parameter -= rate * (gradient + momentum * buffer if nesterov else buffer)
  @Test(arguments: [(0, false), (0.9, false), (0.9, true)] as [(Double, Bool)])
  func stepsAreThoseOfPyTorch(momentum: Double, isNesterov: Bool) throws {
    let count = 1000
    var optimizer = SGD(learningRate: 0.05, momentum: Float(momentum), isNesterov: isNesterov)
    var parameters = Parameters()
    parameters["w"] = randomTensor([count], 1)
    parameters["still"] = Tensor([1, 2])
    var (p, buffer) = (
      try #require(parameters["w"]).scalars.map(Double.init), [Double](repeating: 0, count: count)
    )
    for step in 1...6 {
      let gradient = randomTensor([count], 10 + step)
      var gradients = Parameters()
      gradients["w"] = gradient
      if step == 4 { optimizer.learningRate = 0.01 }
      optimizer.update(&parameters, with: gradients)
      let rate = step < 4 ? 0.05 : 0.01
      for (i, g) in gradient.scalars.map(Double.init).enumerated() {
        buffer[i] = momentum * buffer[i] + g
        p[i] -= rate * (isNesterov ? g + momentum * buffer[i] : buffer[i])
      }
      #expect(optimizer.step == step)
    }
    let found = try #require(parameters["w"]).scalars
    #expect(zip(found, p).allSatisfy { abs(Double($0) - $1) < 2e-6 })
    let slot = try #require(optimizer.state["m"]["w"]).scalars
    #expect(zip(slot, buffer).allSatisfy { abs(Double($0) - $1) < 2e-6 })
    #expect(parameters["still"]?.scalars == [1, 2])
  }

  /// `torch.optim.SGD([p], lr=0.5, momentum=0.5)` on p = 1 with the gradients 1, 1, -2, by hand:
  /// m = 1, 1.5, -1.25, so p = 0.5, -0.25, 0.375.
  @Test func threeStepsByHand() throws {
    var optimizer = SGD(learningRate: 0.5, momentum: 0.5)
    var parameters = Parameters()
    parameters["p"] = Tensor([1])
    for (gradient, wanted) in [(1, 0.5), (1, -0.25), (-2, 0.375)] as [(Float, Float)] {
      var gradients = Parameters()
      gradients["p"] = Tensor([gradient])
      optimizer.update(&parameters, with: gradients)
      #expect(parameters["p"]?.scalars == [wanted])
    }
    #expect(optimizer.stepNorm(of: "p") == 0.5 * 1.25)
  }
}
