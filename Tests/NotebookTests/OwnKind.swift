import GANs
import TensorEngine

/// A kind of GAN that no other file knows: a discriminator that is told the label in its last layer,
/// and is trained with hinge loss, by descent with momentum.
extension GANKind {
  static let projected = GANKind(
    name: "projected", summary: "a projection GAN of dense layers with hinge loss", dropout: 0.1,
    fakeLabels: .sampled, generatorStepLabels: .sampled, discriminatorTakesLabels: true,
    objective: Objective(validity: HingeLoss()),
    optimizer: { SGD(learningRate: $0.learningRate, momentum: $0.beta1) },
    generator: { images, hyperparameters throws(NetworkPlanError) in
      try NetworkPlan(
        input: [hyperparameters.latentWidth],
        layers: [
          LabelGate(classes: images.classes), Dense(outputs: 24, activation: .relu),
          BatchNormalization(momentum: 0.9, epsilon: 1e-3),
          Dense(outputs: images.side * images.side, activation: .tanh),
          Reshape([images.side, images.side, 1]),
        ])
    },
    discriminator: { images, hyperparameters throws(NetworkPlanError) in
      try NetworkPlan(
        input: [images.side, images.side, 1],
        layers: [
          Reshape.flat, Dense(outputs: 16, activation: .leakyRelu(slope: 0.2)),
          Dropout(rate: hyperparameters.dropout),
        ],
        heads: [("score", ProjectionHead(classes: images.classes))])
    })
}

/// Real images are to score above 1, fakes below -1. Lim and Ye 2017,
/// https://arxiv.org/abs/1705.02894
private struct HingeLoss: ValidityObjective {
  let head = "score"

  func loss(_ output: Variable, of images: JudgedImages, on tape: Tape) -> Variable? {
    switch images.pass {
    case .real: tape.mean(tape.discriminatorHinge(output, isReal: true))
    case .fake: tape.mean(tape.discriminatorHinge(output, isReal: false))
    case .generator: tape.mean(tape.generatorHinge(output))
    }
  }
}

/// x · weight + bias + x · class[label]. Miyato and Koyama 2018, https://arxiv.org/abs/1802.05637
private struct ProjectionHead: Layer {
  let classes: Int

  var kind: String? { "projection" }

  func parameters(input: Shape) -> [ParameterSpecification] {
    [
      ParameterSpecification("weight", [input[1], 1], .glorotUniform(fanIn: input[1], fanOut: 1)),
      ParameterSpecification("bias", [1], .zeros),
      ParameterSpecification("class", [classes, input[1]], .uniform(limit: 0.05)),
    ]
  }

  func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
    return [input[0], 1]
  }

  func multiplyAdds(input: Shape, output: Shape) -> Int { 2 * input[1] }

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    let tape = pass.tape
    let score = tape.dense(x, weight: pass.parameter("weight"), bias: pass.parameter("bias"))
    let direction = tape.gather(pass.parameter("class"), rows: pass.labels ?? [])
    return tape.add(score, tape.sum(tape.multiply(x, direction), axes: [1], keepingAxes: true))
  }
}
