import TensorEngine

extension GANKind {
  /// The auxiliary classifier GAN: the label is an input of the generator and a target of the
  /// discriminator, which has a second head for it. Odena, Olah and Shlens 2016,
  /// https://arxiv.org/abs/1610.09585
  public static let acgan = GANKind(
    name: "acgan", dropout: 0.25, fakeLabels: .sampled, generatorStepLabels: .ofTheFakes,
    discriminatorTakesLabels: false, hasLabelHead: true,
    generator: { images, hyperparameters, random in
      let start = images.side / 4
      return Network(
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
        ], using: &random)
    },
    discriminator: { images, hyperparameters, random in
      let drop = Dropout(rate: hyperparameters.dropout)
      let body: [any Layer] = [
        Convolution(outputs: 16, stride: 2, activation: leakyRelu), drop,
        Convolution(outputs: 32, stride: 2), ZeroPadding(), ActivationLayer(leakyRelu), drop,
        normalization(),
        Convolution(outputs: 64, stride: 2, activation: leakyRelu), drop,
        normalization(),
        Convolution(outputs: 128, activation: leakyRelu), drop,
      ]
      return Network(
        input: [images.side, images.side, 1], layers: flattened(body, side: images.side),
        heads: [("validity", Dense(outputs: 1)), ("label", Dense(outputs: images.classes))],
        using: &random)
    })
}

/// The layers, then one that flattens what they make of an image.
func flattened(_ layers: [any Layer], side: Int) -> [any Layer] {
  let output = layers.reduce(Shape([1, side, side, 1])) { $1.outputShape(input: $0) }
  return layers + [Reshape.flatten(output)]
}
