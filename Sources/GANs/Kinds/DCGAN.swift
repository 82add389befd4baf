import TensorEngine

extension GANKind {
  /// The deep convolutional GAN, without labels. Radford, Metz and Chintala 2015,
  /// https://arxiv.org/abs/1511.06434
  public static let dcgan = GANKind(
    name: "dcgan", summary: "a deep convolutional GAN, without labels", dropout: 0.25,
    fakeLabels: .none, generatorStepLabels: .none, discriminatorTakesLabels: false,
    objective: Objective(validity: ValidityCrossEntropy()),
    generator: { images, hyperparameters throws(NetworkPlanError) in
      let start = images.side / 4
      return try NetworkPlan(
        input: [hyperparameters.latentWidth],
        layers: [
          Dense(outputs: start * start * 128, activation: .relu),
          Reshape([start, start, 128]),
          Convolution(outputs: 128, upsamples: true), normalization(), ActivationLayer(.relu),
          Convolution(outputs: 64, upsamples: true), normalization(), ActivationLayer(.relu),
          Convolution(outputs: 1, activation: .tanh),
        ])
    },
    discriminator: { images, hyperparameters throws(NetworkPlanError) in
      let drop = Dropout(rate: hyperparameters.dropout)
      return try NetworkPlan(
        input: [images.side, images.side, 1],
        layers: [
          Convolution(outputs: 32, stride: 2, activation: leakyRelu), drop,
          Convolution(outputs: 64, stride: 2), ZeroPadding(), normalization(),
          ActivationLayer(leakyRelu), drop,
          Convolution(outputs: 128, stride: 2), normalization(), ActivationLayer(leakyRelu), drop,
          Convolution(outputs: 256), normalization(), ActivationLayer(leakyRelu), drop,
          Reshape.flat,
        ],
        heads: [("validity", Dense(outputs: 1))])
    })
}
