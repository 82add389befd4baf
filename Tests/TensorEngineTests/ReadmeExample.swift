import Foundation
import TensorEngine

/// Teaches a small network to tell two interleaved spirals apart; returns the share of points that
/// it gets right.
func learnSpirals(steps: Int = 400) throws -> Double {
  // 200 points: each spiral winds one and a half times around the origin.
  var coordinates: [Float] = []
  var labels: [Int] = []
  for index in 0..<200 {
    let label = index % 2
    let turn = Float(index / 2) / 100
    let angle = 3 * Float.pi * turn + Float(label) * Float.pi
    coordinates += [(0.1 + turn) * cos(angle), (0.1 + turn) * sin(angle)]
    labels.append(label)
  }
  let points = Variable(constant: Tensor(coordinates, shape: [200, 2]))

  // Weights follow from the seed: the same numbers on every machine, with any number of threads.
  var random = RandomStream(seed: 1, purpose: .weights)
  let plan = try NetworkPlan(
    input: [2],
    layers: [
      Dense(outputs: 32, activation: .tanh), Dense(outputs: 32, activation: .tanh),
      Dense(outputs: 2),
    ])
  var network = Network(plan, using: &random)
  var optimizer = Adam(.init(learningRate: 0.01, beta1: 0.9))

  for _ in 0..<steps {
    let tape = Tape()
    let pass = try network(points, mode: .training, tape: tape, differentiable: true)
    let loss = tape.mean(tape.softmaxCrossEntropy(pass.outputs[0], labels: labels))
    let gradients = try network.gradients(of: loss, in: pass, on: tape)
    optimizer.update(&network.parameters, with: gradients)
  }

  let pass = try network(points, mode: .inference, tape: Tape(), differentiable: false)
  let probabilities = pass.outputs[0].value.softmax().scalars
  let right = labels.indices.filter { probabilities[2 * $0 + labels[$0]] > 0.5 }
  return Double(right.count) / Double(labels.count)
}
