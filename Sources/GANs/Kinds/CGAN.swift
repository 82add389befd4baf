import TensorEngine

extension GANKind {
  /// The conditional GAN, fully connected: the label is an input of both networks. Mirza and
  /// Osindero 2014, https://arxiv.org/abs/1411.1784
  public static let cgan = GANKind(
    name: "cgan", summary: "a conditional GAN, fully connected: labels are inputs of both networks",
    dropout: 0.4, fakeLabels: .ofTheRealBatch, generatorStepLabels: .sampled,
    discriminatorTakesLabels: true, objective: Objective(validity: ValidityCrossEntropy()),
    generator: { images, hyperparameters throws(NetworkPlanError) in
      try NetworkPlan(
        input: [hyperparameters.latentWidth],
        layers: [
          LabelGate(classes: images.classes),
          Dense(outputs: 256, activation: leakyRelu), normalization(),
          Dense(outputs: 512, activation: leakyRelu), normalization(),
          Dense(outputs: 1024, activation: leakyRelu), normalization(),
          Dense(outputs: images.side * images.side, activation: .tanh),
          Reshape([images.side, images.side, 1]),
        ])
    },
    discriminator: { images, hyperparameters throws(NetworkPlanError) in
      let drop = Dropout(rate: hyperparameters.dropout)
      return try NetworkPlan(
        input: [images.side, images.side, 1],
        layers: [
          Reshape.flat,
          LabelGate(classes: images.classes),
          Dense(outputs: 512, activation: leakyRelu),
          Dense(outputs: 512, activation: leakyRelu), drop,
          Dense(outputs: 512, activation: leakyRelu), drop,
        ],
        heads: [("validity", Dense(outputs: 1))])
    })
}
