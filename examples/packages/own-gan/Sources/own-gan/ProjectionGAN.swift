import GANs
import TensorEngine

extension GANKind {
  /// A GAN whose discriminator is told the label that an image is to show, and is trained with the
  /// hinge loss; for images of any side and any number of classes that ``ImageSpecification`` allows.
  static let projection = GANKind(
    name: "projection",
    summary: "a projection GAN: the discriminator judges image and label together",
    fakeLabels: .sampled, generatorStepLabels: .sampled, discriminatorTakesLabels: true,
    objective: Objective(validity: Hinge()),
    generator: { images, hyperparameters throws(NetworkPlanError) in
      let start = images.side / 4
      return try NetworkPlan(
        input: [hyperparameters.latentWidth],
        layers: [
          LabelCode(classes: images.classes, codeWidth: 16),
          Dense(outputs: start * start * 32, activation: leaky),
          Reshape([start, start, 32]),
          PixelNormalization(),
          Convolution(outputs: 32, upsamples: true, activation: leaky),
          PixelNormalization(),
          Convolution(outputs: 16, upsamples: true, activation: leaky),
          PixelNormalization(),
          Convolution(outputs: 1, activation: .tanh),
        ])
    },
    discriminator: { images, _ throws(NetworkPlanError) in
      try NetworkPlan(
        input: [images.side, images.side, 1],
        layers: [
          Convolution(outputs: 16, stride: 2, activation: leaky),
          Convolution(outputs: 32, stride: 2, activation: leaky),
          Reshape.flat,
          Dense(outputs: 64, activation: leaky),
        ],
        heads: [("validity", Projection(classes: images.classes))])
    })
}

private let leaky = Activation.leakyRelu(slope: 0.2)
