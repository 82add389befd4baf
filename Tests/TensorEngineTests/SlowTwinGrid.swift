import TensorEngine

/// Runs the fast kernels and their slow twins over a grid of shapes and tells where they differ.
///
/// A value of its own, so that it can run in a process for each instruction set.
struct SlowTwinGrid {
  /// Around the widths of a register and of a panel in every instruction set.
  static let channels = [1, 3, 8, 9, 16, 17, 31, 32, 33, 64, 65]

  private(set) var problems: [String] = []
  private var activations: [Activation] = [
    .identity, .leakyRelu(slope: 0.2), .tanh, .relu, .sigmoid,
  ]

  mutating func run() {
    for channels in Self.channels {
      for other in [3, 17] {
        dense(inputs: channels, outputs: other)
        dense(inputs: other, outputs: channels)
        convolution(inputs: channels, outputs: other)
        convolution(inputs: other, outputs: channels)
        upsampling(inputs: channels, outputs: other)
        upsampling(inputs: other, outputs: channels)
        matmul(k: channels, n: other)
        matmul(k: other, n: channels)
        transposedConvolution(inputs: channels, outputs: other)
      }
      transposition(extent: channels)
      normalization(channels: channels)
    }
    otherKernels()
    validConvolutions()
    for length in [1, 15, 63, 64, 65, 1000, 40_000] {
      activation(length: length)
      dropout(length: length)
      adam(length: length)
    }
  }

  mutating func check(_ what: String, _ found: Tensor?, _ wanted: SlowTensor) {
    if let problem = difference(found, wanted, within: 2e-5) {
      problems.append("\(what): \(problem)")
    }
  }

  /// Another activation each time, so that each is seen with many shapes.
  private mutating func nextActivation() -> Activation {
    activations.append(activations.removeFirst())
    return activations[0]
  }

  /// Value and gradients of a layer that is linear in x and in its weight, with bias and activation.
  mutating func layer(
    _ what: String, x: Shape, weight: Shape,
    fast: (Tape, Variable, Variable, Variable, Activation) -> Variable,
    slow: (SlowTensor, SlowTensor, SlowTensor) -> SlowTensor,
    gradients: (SlowTensor, SlowTensor, SlowTensor) -> (dx: SlowTensor, dweight: SlowTensor)
  ) {
    let function = nextActivation()
    let seed = x.count + 1000 * weight.count
    let inputs = weight.count / weight[-1]
    let operands = [
      randomTensor(x, seed), randomTensor(weight, seed + 1, scale: 1 / Float(inputs).squareRoot()),
      randomTensor([weight[-1]], seed + 2),
    ]
    let tape = Tape()
    let variables = operands.map(tape.variable)
    let y = fast(tape, variables[0], variables[1], variables[2], function)
    let doubles = operands.map(SlowTensor.init)
    let z = slow(doubles[0], doubles[1], doubles[2])
    let what = "\(what) x \(x) weight \(weight) \(function)"
    check("\(what), value", y.value, SlowTwin.activation(z, function))
    let up = randomTensor(y.shape, seed + 3)
    guard let found = try? tape.gradients(of: y, seed: up) else { return }
    let dz = SlowTwin.activationGradient(SlowTensor(up), z, function)
    let (dx, dweight) = gradients(dz, doubles[0], doubles[1])
    check("\(what), dx", found[variables[0]], dx)
    check("\(what), dweight", found[variables[1]], dweight)
    check("\(what), dbias", found[variables[2]], SlowTwin.columnSums(dz))
  }

  private mutating func dense(inputs: Int, outputs: Int) {
    for batch in [1, 33] {
      layer(
        "dense", x: [batch, inputs], weight: [inputs, outputs],
        fast: { $0.dense($1, weight: $2, bias: $3, activation: $4) },
        slow: { SlowTwin.dense($0, $1, $2, .identity) },
        gradients: { dz, x, weight in
          (
            SlowTwin.matrixProduct(dz, SlowTwin.transposed(weight)),
            SlowTwin.matrixProduct(SlowTwin.transposed(x), dz)
          )
        })
    }
  }

  private mutating func convolution(inputs: Int, outputs: Int) {
    for (batch, height, width, stride) in [(1, 3, 5, 1), (2, 5, 4, 2), (3, 4, 4, 1), (1, 1, 1, 2)] {
      convolution(
        x: [batch, height, width, inputs], weight: [3, 3, inputs, outputs], stride: stride)
    }
  }

  private mutating func convolution(x: Shape, weight: Shape, stride: Int) {
    layer(
      "convolution stride \(stride)", x: x, weight: weight,
      fast: { $0.convolution($1, weight: $2, bias: $3, stride: stride, activation: $4) },
      slow: { SlowTwin.convolution($0, $1, $2, stride: stride, .identity) },
      gradients: { SlowTwin.convolutionGradients($0, $1, $2, stride: stride) })
  }

  private mutating func upsampling(inputs: Int, outputs: Int) {
    for (batch, height, width) in [(1, 1, 1), (2, 3, 2), (1, 4, 5), (1, 1, 6)] {
      upsampling(x: [batch, height, width, inputs], weight: [3, 3, inputs, outputs])
    }
  }

  private mutating func upsampling(x: Shape, weight: Shape) {
    layer(
      "upsamplingConvolution", x: x, weight: weight,
      fast: { $0.upsamplingConvolution($1, weight: $2, bias: $3, activation: $4) },
      slow: { SlowTwin.convolution(SlowTwin.upsampled($0), $1, $2, stride: 1, .identity) },
      gradients: { dz, x, weight in
        let (dx, dweight) = SlowTwin.convolutionGradients(
          dz, SlowTwin.upsampled(x), weight, stride: 1)
        return (SlowTwin.upsampledGradient(dx), dweight)
      })
  }

  /// Kernels of other sizes than 3x3, more images than chunks, and the networks' own extremes.
  private mutating func otherKernels() {
    convolution(x: [2, 5, 6, 3], weight: [1, 1, 3, 4], stride: 1)
    convolution(x: [2, 5, 6, 3], weight: [5, 3, 3, 2], stride: 2)
    convolution(x: [1, 4, 7, 2], weight: [2, 4, 2, 5], stride: 1)
    convolution(x: [1, 7, 7, 2], weight: [3, 3, 2, 3], stride: 3)
    convolution(x: [19, 6, 6, 2], weight: [3, 3, 2, 3], stride: 2)
    convolution(x: [1, 28, 28, 8], weight: [3, 3, 8, 1], stride: 1)
    convolution(x: [1, 28, 28, 1], weight: [3, 3, 1, 16], stride: 2)
    // More images in a chunk than go backward together, and more than share one product.
    upsampling(x: [41, 2, 3, 3], weight: [3, 3, 3, 5])
    upsampling(x: [41, 14, 12, 2], weight: [3, 3, 2, 3])
  }

  private mutating func normalization(channels: Int) {
    for shape in [[5, channels], [2, 3, 5, channels], [40, 6, 6, channels]] as [Shape] {
      let far = randomTensor(shape, 50 + channels).scalars.map { 3 * $0 + 5 }
      let operands = [
        Tensor(far, shape: shape), randomTensor([channels], 151), randomTensor([channels], 152),
      ]
      let tape = Tape()
      let variables = operands.map(tape.variable)
      let (y, statistics) = tape.batchNormalization(
        variables[0], gamma: variables[1], beta: variables[2], epsilon: 1e-3)
      let doubles = operands.map(SlowTensor.init)
      let (mean, variance) = SlowTwin.statistics(doubles[0])
      let what = "batchNormalization \(shape)"
      check("\(what), mean", statistics.mean, mean)
      check("\(what), variance", statistics.variance, variance)
      check(
        "\(what), value", y.value,
        SlowTwin.normalized(
          doubles[0], gamma: doubles[1], beta: doubles[2], mean: mean, variance: variance,
          epsilon: 1e-3))
      let up = randomTensor(shape, 153)
      guard let found = try? tape.gradients(of: y, seed: up) else { return }
      let wanted = SlowTwin.normalizationGradients(
        SlowTensor(up), x: doubles[0], gamma: doubles[1], epsilon: 1e-3)
      check("\(what), dx", found[variables[0]], wanted.dx)
      check("\(what), dgamma", found[variables[1]], wanted.dgamma)
      check("\(what), dbeta", found[variables[2]], wanted.dbeta)
    }
  }

  private mutating func activation(length: Int) {
    for function in activations {
      let x = randomTensor([length], 60 + length, scale: 3)
      let z = SlowTensor(x)
      let tape = Tape()
      let variable = tape.variable(x)
      let y = tape.activation(variable, function)
      check("\(function) of \(length), value", y.value, SlowTwin.activation(z, function))
      let up = randomTensor([length], 161)
      let found = try? tape.gradients(of: y, seed: up)
      check(
        "\(function) of \(length), dx", found?[variable],
        SlowTwin.activationGradient(SlowTensor(up), z, function))
    }
  }

  /// Which elements are dropped is compared exactly.
  private mutating func dropout(length: Int) {
    for rate in [0.25, 0.4, 0.9] as [Float] {
      let x = Tensor(repeating: 1, shape: [length])
      let y = Tape().dropout(
        Variable(constant: x), rate: rate,
        random: RandomStream(seed: 1 << 40 | 7, purpose: .dropout, iteration: 1 << 33, stream: 3))
      let wanted = SlowTwin.dropoutFactors(
        x.shape, rate: rate, seed: 1 << 40 | 7, purpose: .dropout, iteration: 1 << 33, stream: 3)
      if y.value.scalars != wanted.values.map({ Float($0) }) {
        problems.append("dropout \(rate) of \(length) elements keeps others than Philox' words say")
      }
    }
  }

  private mutating func adam(length: Int) {
    var adam = Adam(.init(learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3))
    var parameters = Parameters()
    let start = randomTensor([length], 70)
    parameters["p"] = start
    let gradients = (0..<4).map { randomTensor([length], 71 + $0) }
    for gradient in gradients {
      var step = Parameters()
      step["p"] = gradient
      adam.update(&parameters, with: step)
    }
    let series = gradients.map(\.scalars)
    let wanted = start.scalars.enumerated().map { index, p in
      SlowTwin.adam(
        Double(p), gradients: series.map { Double($0[index]) }, rate: 0.01, beta1: 0.8,
        beta2: 0.99, epsilon: 1e-3)[3]
    }
    check("adam of \(length)", parameters["p"], SlowTensor(wanted, shape: [length]))
  }
}
