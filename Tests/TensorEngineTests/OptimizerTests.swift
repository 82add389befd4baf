import TensorEngine
import Testing

/// The optimizer of the documentation of ``Optimizer``.
private struct SignDescent: Optimizer {
  var learningRate: Float
  var state = OptimizerState(slots: [:])

  mutating func update(_ parameters: inout Parameters, with gradients: Parameters) {
    let rate = learningRate
    state.step(&parameters, with: gradients) { parameter, gradient, _ in
      parameter.withUnsafeMutableBuffer { p in
        gradient.withUnsafeBuffer { g in
          for i in p.indices { p[i] -= g[i] > 0 ? rate : -rate }
        }
      }
    }
  }
}

@Suite struct OptimizerTests {
  private static let optimizers: [any Optimizer] = [
    Adam(.init(learningRate: 0.05)), SGD(learningRate: 0.05, momentum: 0.5),
    SignDescent(learningRate: 0.05),
  ]

  /// Each is used by its protocol alone, as a run uses them.
  @Test(arguments: optimizers.indices) func eachComesDownAHill(number: Int) throws {
    var optimizer = Self.optimizers[number]
    var parameters = Parameters()
    parameters["x"] = Tensor([3, -2])
    for iteration in 0..<400 {
      optimizer.learningRate = LearningRateSchedule.linear(from: 0.1, to: 0, over: 400)(iteration)
      // Of x² + y².
      var gradients = Parameters()
      gradients["x"] = parameters["x"].map { Tensor($0.scalars.map { 2 * $0 }) }
      optimizer.update(&parameters, with: gradients)
    }
    #expect(optimizer.step == 400)
    #expect(try #require(parameters["x"]).scalars.allSatisfy { abs($0) < 0.01 })
  }

  /// What a checkpoint does: a state that is put into a new optimizer goes on bit for bit.
  @Test(arguments: optimizers.indices) func aStateGoesOnElsewhere(number: Int) throws {
    var whole = Self.optimizers[number]
    var parameters = Parameters()
    parameters["x"] = randomTensor([40], 1)
    func gradients(_ step: Int) -> Parameters {
      var gradients = Parameters()
      gradients["x"] = randomTensor([40], 2 + step)
      return gradients
    }
    for step in 0..<3 { whole.update(&parameters, with: gradients(step)) }
    var (other, copy) = (Self.optimizers[number], parameters)
    other.state.step = whole.state.step
    for slot in whole.state.slotNames { other.state[slot] = whole.state[slot] }
    for step in 3..<6 {
      whole.update(&parameters, with: gradients(step))
      other.update(&copy, with: gradients(step))
    }
    #expect(try #require(parameters["x"]).isIdentical(to: #require(copy["x"])))
  }

  @Test func slotsGoByName() throws {
    var adam = Adam(.init())
    #expect(adam.state.slotNames == ["m", "v"] && adam.state["w"].names == [])
    #expect(adam.stepNorm(of: "x") == nil)
    var parameters = Parameters()
    parameters["x"] = Tensor([3, 4])
    adam.update(&parameters, with: parameters)
    let (m, v) = (try #require(adam.state["m"]["x"]), try #require(adam.state["v"]["x"]))
    #expect(m.scalars == [1.5, 2])
    #expect(zip(v.scalars, [9e-3, 16e-3]).allSatisfy { abs($0 - $1) < 1e-6 })
    // The first step moves each element by the rate.
    #expect(abs(try #require(adam.stepNorm(of: "x")) - 2e-4 * 2.0.squareRoot()) < 1e-8)
  }
}
