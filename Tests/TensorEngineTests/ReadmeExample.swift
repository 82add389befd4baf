import TensorEngine

/// Teaches a network "either or": what it answers to (0, 0), (0, 1), (1, 0) and (1, 1).
func learnEitherOr(steps: Int = 300) throws -> [Float] {
  let questions = Variable(constant: Tensor([0, 0, 0, 1, 1, 0, 1, 1], shape: [4, 2]))
  let answers = Tensor([0, 1, 1, 0], shape: [4, 1])
  var random = RandomStream(seed: 1, purpose: .weights)
  let plan = try NetworkPlan(
    input: [2], layers: [Dense(outputs: 8, activation: .tanh), Dense(outputs: 1)])
  var network = Network(plan, using: &random)
  var optimizer = Adam(.init(learningRate: 0.05))
  for _ in 0..<steps {
    let tape = Tape()
    let pass = try network(questions, mode: .training, tape: tape, differentiable: true)
    let loss = tape.mean(tape.meanSquaredError(pass.outputs[0], targets: answers))
    optimizer.update(&network.parameters, with: try network.gradients(of: loss, in: pass, on: tape))
  }
  let pass = try network(questions, mode: .inference, tape: Tape(), differentiable: false)
  return pass.outputs[0].value.scalars
}
