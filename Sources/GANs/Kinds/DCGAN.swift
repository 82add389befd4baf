import TensorEngine

extension GANKind {
  /// The deep convolutional GAN, without labels. Radford, Metz and Chintala 2015,
  /// https://arxiv.org/abs/1511.06434
  public static let dcgan = GANKind(
    name: "dcgan", dropout: 0.25, fakeLabels: .none, generatorStepLabels: .none,
    discriminatorTakesLabels: false, hasLabelHead: false,
    generator: { images, hyperparameters, random in
      let start = images.side / 4
      return Network(
        input: [hyperparameters.latentWidth],
        layers: [
          Dense(outputs: start * start * 128, activation: .relu),
          Reshape([start, start, 128]),
          Convolution(outputs: 128, upsamples: true), normalization(), ActivationLayer(.relu),
          Convolution(outputs: 64, upsamples: true), normalization(), ActivationLayer(.relu),
          Convolution(outputs: 1, activation: .tanh),
        ], using: &random)
    },
    discriminator: { images, hyperparameters, random in
      let drop = Dropout(rate: hyperparameters.dropout)
      let body: [any Layer] = [
        Convolution(outputs: 32, stride: 2, activation: leakyRelu), drop,
        Convolution(outputs: 64, stride: 2), ZeroPadding(), normalization(),
        ActivationLayer(leakyRelu), drop,
        Convolution(outputs: 128, stride: 2), normalization(), ActivationLayer(leakyRelu), drop,
        Convolution(outputs: 256), normalization(), ActivationLayer(leakyRelu), drop,
      ]
      return Network(
        input: [images.side, images.side, 1], layers: flattened(body, side: images.side),
        heads: [("validity", Dense(outputs: 1))], using: &random)
    })
}
