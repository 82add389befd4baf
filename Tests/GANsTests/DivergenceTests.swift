import GANs
import TensorEngine
import Testing

@Suite struct DivergenceTests {
  private func trained() throws -> Run {
    var run = try smallRun(.acgan, seed: 2)
    try run.iterate(on: RandomImages())
    return run
  }

  /// Changes what the one iteration of a run has shown.
  private func change(_ run: inout Run, _ body: (inout Measurement) -> Void) throws {
    var measurement = try #require(run.history.last)
    body(&measurement)
    run.history = GrowingList([measurement])
  }

  /// The same tensor with one bad number at its end.
  private func spoilt(_ tensor: Tensor?, _ value: Float = .nan) throws -> Tensor {
    var tensor = try #require(tensor)
    tensor.withUnsafeMutableBuffer { $0[$0.count - 1] = value }
    return tensor
  }

  @Test func aHealthyRunHasNone() throws {
    var run = try trained()
    for _ in Phase.allCases {
      #expect(run.divergence(inTensors: true) == nil)
      try run.advance(on: RandomImages())
    }
  }

  @Test func aFreshRunHasNone() throws {
    #expect(try smallRun(.cgan, seed: 1).divergence(inTensors: true) == nil)
  }

  /// A loss that is finite but lost, and one that is no number.
  @Test(arguments: [Float.nan, .infinity, 1e11, 1.1e6])
  func losses(value: Float) throws {
    var run = try trained()
    try change(&run) { ($0.generator.validityLoss, $0.generator.labelLoss) = (value, 0) }
    let found = try #require(run.divergence(inTensors: false))
    #expect(found.quantity?.name == "loss.g")
    #expect(found.quantity?.value.bitPattern == value.bitPattern)
    #expect(found.tensor == nil)
    #expect(found.iteration == 1)
    try change(&run) { $0.generator.validityLoss = Run.largestLoss }
    #expect(run.divergence(inTensors: false) == nil)
  }

  /// A gradient that is not finite shows before it gets into a weight.
  @Test func gradients() throws {
    var run = try trained()
    try change(&run) { $0.real.gradientNorm = .infinity }
    #expect(run.divergence(inTensors: false)?.quantity?.name == "grad.d")
  }

  /// In a weight, a moving statistic or a moment, while all losses are finite.
  @Test func tensors() throws {
    var run = try trained()
    let weight = try spoilt(run.generator.parameters["conv2.weight"])
    run.generator.parameters["conv2.weight"] = weight
    #expect(run.divergence(inTensors: false) == nil)
    #expect(run.divergence(inTensors: true)?.tensor == "G.conv2.weight")
    #expect(run.divergence(inTensors: true)?.quantity == nil)

    run = try trained()
    let variance = try spoilt(run.generator.parameters["bn1.variance"], .infinity)
    run.generator.parameters["bn1.variance"] = variance
    #expect(run.divergence(inTensors: true)?.tensor == "G.bn1.variance")

    run = try trained()
    let moment = try spoilt(run.discriminatorOptimizer.state["v"]["conv1.bias"], -.infinity)
    run.discriminatorOptimizer.state["v"]["conv1.bias"] = moment
    #expect(run.divergence(inTensors: true)?.tensor == "D.conv1.bias.v")
  }

  /// In the middle of an iteration: of what is about to be applied.
  @Test func pendingGradients() throws {
    var run = try trained()
    while run.phase != .generatorUpdate { try run.advance(on: RandomImages()) }
    let gradient = try spoilt(run.pending?.gradients["dense1.bias"])
    run.pending?.gradients["dense1.bias"] = gradient
    let found = run.divergence(inTensors: true)
    #expect(found?.tensor == "G.dense1.bias.grad")
    #expect(found?.iteration == 2)
    run.measurement.fake.validityLoss = .nan
    #expect(run.divergence(inTensors: false)?.quantity?.name == "loss.d")
  }

  /// The largest numbers there are do not overflow into a false alarm.
  @Test func largeNumbersAreFinite() throws {
    var run = try trained()
    let shape = try #require(run.generator.parameters["dense1.weight"]?.shape)
    run.generator.parameters["dense1.weight"] = Tensor(
      repeating: .greatestFiniteMagnitude, shape: shape)
    #expect(run.divergence(inTensors: true) == nil)
  }
}
