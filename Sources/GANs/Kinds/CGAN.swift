import TensorEngine

extension GANKind {
  /// The conditional GAN, fully connected: the label is an input of both networks. Mirza and
  /// Osindero 2014, https://arxiv.org/abs/1411.1784
  public static let cgan = GANKind(
    name: "cgan", dropout: 0.4, fakeLabels: .ofTheRealBatch, generatorStepLabels: .sampled,
    discriminatorTakesLabels: true, hasLabelHead: false,
    generator: { images, hyperparameters, random in
      Network(
        input: [hyperparameters.latentWidth],
        layers: [
          LabelGate(classes: images.classes),
          Dense(outputs: 256, activation: leakyRelu), normalization(),
          Dense(outputs: 512, activation: leakyRelu), normalization(),
          Dense(outputs: 1024, activation: leakyRelu), normalization(),
          Dense(outputs: images.side * images.side, activation: .tanh),
          Reshape([images.side, images.side, 1]),
        ], using: &random)
    },
    discriminator: { images, hyperparameters, random in
      let drop = Dropout(rate: hyperparameters.dropout)
      return Network(
        input: [images.side, images.side, 1],
        layers: [
          Reshape([images.side * images.side]),
          LabelGate(classes: images.classes),
          Dense(outputs: 512, activation: leakyRelu),
          Dense(outputs: 512, activation: leakyRelu), drop,
          Dense(outputs: 512, activation: leakyRelu), drop,
        ],
        heads: [("validity", Dense(outputs: 1))], using: &random)
    })
}
