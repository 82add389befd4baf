import TensorEngine

extension GANKind {
  /// The auxiliary classifier GAN: the label is an input of the generator and a target of the
  /// discriminator, which has a second head for it. Odena, Olah and Shlens 2016,
  /// https://arxiv.org/abs/1610.09585
  public static let acgan = GANKind(
    name: "acgan", summary: "an auxiliary classifier GAN: labels are learned by both networks",
    dropout: 0.25, fakeLabels: .sampled, generatorStepLabels: .ofTheFakes,
    discriminatorTakesLabels: false,
    objective: Objective(validity: ValidityCrossEntropy(), label: LabelCrossEntropy()),
    generator: { images, hyperparameters throws(NetworkPlanError) in
      let start = images.side / 4
      return try NetworkPlan(
        input: [hyperparameters.latentWidth],
        layers: [
          LabelGate(classes: images.classes),
          Dense(outputs: start * start * 128, activation: .relu),
          Reshape([start, start, 128]),
          normalization(),
          Convolution(outputs: 128, upsamples: true, activation: .relu),
          normalization(),
          Convolution(outputs: 64, upsamples: true, activation: .relu),
          normalization(),
          Convolution(outputs: 1, activation: .tanh),
        ])
    },
    discriminator: { images, hyperparameters throws(NetworkPlanError) in
      let drop = Dropout(rate: hyperparameters.dropout)
      return try NetworkPlan(
        input: [images.side, images.side, 1],
        layers: [
          Convolution(outputs: 16, stride: 2, activation: leakyRelu), drop,
          Convolution(outputs: 32, stride: 2), ZeroPadding(), ActivationLayer(leakyRelu), drop,
          normalization(),
          Convolution(outputs: 64, stride: 2, activation: leakyRelu), drop,
          normalization(),
          Convolution(outputs: 128, activation: leakyRelu), drop,
          Reshape.flat,
        ],
        heads: [("validity", Dense(outputs: 1)), ("label", Dense(outputs: images.classes))])
    })
}
