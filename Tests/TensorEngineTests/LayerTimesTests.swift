import TensorEngine
import Testing

@Suite struct LayerTimesTests {
  @Test func eachLayersTimeIsNotedForwardAndBackward() throws {
    var random = RandomStream(seed: 3, purpose: .weights)
    let plan = try NetworkPlan(
      input: [8],
      layers: [
        Dense(outputs: 36, activation: .relu), Reshape([3, 3, 4]),
        BatchNormalization(momentum: 0.8, epsilon: 1e-3), Convolution(outputs: 2, upsamples: true),
        Reshape([72]),
      ], heads: [("score", Dense(outputs: 1))])
    let network = Network(plan, using: &random)
    let times = LayerTimes()
    let tape = Tape(times: times)
    let pass = try network(
      Variable(constant: randomTensor([5, 8], 80)), mode: .training, tape: tape,
      differentiable: true, name: "N")
    let loss = tape.mean(pass.outputs[0])
    _ = try network.gradients(of: loss, in: pass, on: tape)
    for layer in 0...5 {
      #expect(times["N", layer].forward > 0, "\(layer)")
      #expect(times["N", layer].backward > 0, "\(layer)")
    }
    // The mean is recorded after the last layer.
    #expect(times["N", nil].backward > 0)
    #expect(times["another", 0].forward == 0)
    #expect(times.seconds.keys.allSatisfy { $0.network == "N" })
  }

  @Test func aTapeWithoutTimesComputesTheSame() throws {
    let x = randomTensor([2, 3], 81)
    func gradient(_ tape: Tape) throws -> Tensor? {
      let variable = tape.variable(x)
      let y = tape.mean(tape.activation(variable, .tanh))
      return try tape.gradients(of: y)[variable]
    }
    let plain = try #require(try gradient(Tape()))
    let timed = try #require(try gradient(Tape(times: LayerTimes())))
    #expect(plain.isIdentical(to: timed))
  }
}
