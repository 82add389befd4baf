import TensorEngine
import Testing

/// An operation with operands to try it on, and its slow twin.
struct OperationCase: Sendable, CustomTestStringConvertible {
  /// The function of `Tape`, with its argument labels.
  let operation: String
  /// What is special about this case.
  let label: String
  let operands: [Tensor]
  let fast: @Sendable (Tape, [Variable]) -> Variable
  let slow: @Sendable ([SlowTensor]) -> SlowTensor

  init(
    _ operation: String, _ label: String = "", operands: [Tensor],
    fast: @escaping @Sendable (Tape, [Variable]) -> Variable,
    slow: @escaping @Sendable ([SlowTensor]) -> SlowTensor
  ) {
    self.operation = operation
    self.label = label
    self.operands = operands
    self.fast = fast
    self.slow = slow
  }

  var testDescription: String { "\(operation) \(label)" }
}

/// Every operation of `Tape`, small enough for a central difference of every element.
let operationTable: [OperationCase] =
  convolutionCases + upsamplingCases + denseCases + normalizationCases + activationCases
  + labelCases + lossCases + shapeCases + arithmeticCases + functionCases + reductionCases
  + matrixCases + partCases + windowCases

private let activations: [(String, Activation)] = [
  ("identity", .identity), ("relu", .relu), ("leaky", .leakyRelu(slope: 0.2)), ("tanh", .tanh),
  ("sigmoid", .sigmoid),
]

private let convolutionCases: [OperationCase] =
  // Both forms (more and fewer outputs than inputs), both strides, odd and even sides.
  [
    (2, 5, 4, 2, 3, 1), (2, 4, 3, 5, 2, 1), (1, 5, 7, 3, 2, 2), (2, 4, 6, 1, 4, 2),
    (1, 1, 1, 2, 1, 1),
  ]
  .flatMap { batch, height, width, inputs, outputs, stride in
    activations.map { name, function in
      OperationCase(
        "convolution(_:weight:bias:stride:padding:activation:)",
        "\(height)x\(width) \(inputs) to \(outputs) stride \(stride) \(name)",
        operands: [
          randomTensor([batch, height, width, inputs], 1),
          randomTensor([3, 3, inputs, outputs], 2, scale: 0.4), randomTensor([outputs], 3),
        ],
        fast: {
          $0.convolution($1[0], weight: $1[1], bias: $1[2], stride: stride, activation: function)
        },
        slow: { SlowTwin.convolution($0[0], $0[1], $0[2], stride: stride, function) })
    }
  } + [
    OperationCase(
      "convolution(_:weight:bias:stride:padding:activation:)", "without bias",
      operands: [randomTensor([2, 3, 3, 2], 4), randomTensor([3, 3, 2, 3], 5)],
      fast: { $0.convolution($1[0], weight: $1[1], bias: nil) },
      slow: { SlowTwin.convolution($0[0], $0[1], nil, stride: 1, .identity) })
  ]

private let upsamplingCases: [OperationCase] = activations.flatMap { name, function in
  [(2, 3, 2, 3, 2), (1, 1, 1, 2, 1), (1, 2, 4, 1, 3)].map {
    batch, height, width, inputs, outputs in
    OperationCase(
      "upsamplingConvolution(_:weight:bias:activation:)",
      "\(height)x\(width) \(inputs) to \(outputs) \(name)",
      operands: [
        randomTensor([batch, height, width, inputs], 6),
        randomTensor([3, 3, inputs, outputs], 7, scale: 0.4), randomTensor([outputs], 8),
      ],
      fast: { $0.upsamplingConvolution($1[0], weight: $1[1], bias: $1[2], activation: function) },
      slow: {
        SlowTwin.convolution(SlowTwin.upsampled($0[0]), $0[1], $0[2], stride: 1, function)
      })
  }
}

private let denseCases: [OperationCase] =
  activations.map { name, function in
    OperationCase(
      "dense(_:weight:bias:activation:)", name,
      operands: [randomTensor([3, 5], 9), randomTensor([5, 4], 10), randomTensor([4], 11)],
      fast: { $0.dense($1[0], weight: $1[1], bias: $1[2], activation: function) },
      slow: { SlowTwin.dense($0[0], $0[1], $0[2], function) })
  } + [
    OperationCase(
      "dense(_:weight:bias:activation:)", "without bias",
      operands: [randomTensor([1, 3], 12), randomTensor([3, 2], 13)],
      fast: { $0.dense($1[0], weight: $1[1], bias: nil) },
      slow: { SlowTwin.dense($0[0], $0[1], nil, .identity) })
  ]

private let normalizationCases: [OperationCase] =
  ([[6, 3], [3, 2, 4, 2], [5, 1, 1, 5]] as [Shape]).flatMap { shape in
    let operands = [
      randomTensor(shape, 14, scale: 2), randomTensor([shape[-1]], 15),
      randomTensor([shape[-1]], 16),
    ]
    let mean = randomTensor([shape[-1]], 17)
    let variance = randomTensor([shape[-1]], 18)
    let squares = Tensor(variance.scalars.map { $0 * $0 + 0.1 }, shape: variance.shape)
    return [
      OperationCase(
        "batchNormalization(_:gamma:beta:epsilon:)", "\(shape)", operands: operands,
        fast: { $0.batchNormalization($1[0], gamma: $1[1], beta: $1[2], epsilon: 1e-3).y },
        slow: {
          let (mean, variance) = SlowTwin.statistics($0[0])
          return SlowTwin.normalized(
            $0[0], gamma: $0[1], beta: $0[2], mean: mean, variance: variance, epsilon: 1e-3)
        }),
      OperationCase(
        "batchNormalization(_:gamma:beta:mean:variance:epsilon:)", "\(shape)", operands: operands,
        fast: {
          $0.batchNormalization(
            $1[0], gamma: $1[1], beta: $1[2], mean: mean, variance: squares, epsilon: 1e-3)
        },
        slow: {
          SlowTwin.normalized(
            $0[0], gamma: $0[1], beta: $0[2], mean: SlowTensor(mean), variance: SlowTensor(squares),
            epsilon: 1e-3)
        }),
    ]
  }

private let activationCases: [OperationCase] =
  activations.map { name, function in
    OperationCase(
      "activation(_:_:)", name, operands: [randomTensor([7, 11], 19, scale: 2)],
      fast: { $0.activation($1[0], function) }, slow: { SlowTwin.activation($0[0], function) })
  } + [
    OperationCase(
      "dropout(_:rate:random:)", operands: [randomTensor([3, 70], 20)],
      fast: {
        $0.dropout(
          $1[0], rate: 0.3,
          random: RandomStream(seed: 9, purpose: .dropout, iteration: 5, stream: 2))
      },
      slow: {
        let factors = SlowTwin.dropoutFactors(
          $0[0].shape, rate: 0.3, seed: 9, purpose: .dropout, iteration: 5, stream: 2)
        return SlowTensor(zip($0[0].values, factors.values).map(*), shape: $0[0].shape)
      })
  ]

private let labelCases: [OperationCase] = [
  OperationCase(
    "labelGate(_:embedding:labels:)", "one label twice, one never",
    operands: [randomTensor([4, 5], 21), randomTensor([4, 5], 22)],
    fast: { $0.labelGate($1[0], embedding: $1[1], labels: [2, 0, 2, 3]) },
    slow: { SlowTwin.labelGate($0[0], $0[1], [2, 0, 2, 3]) })
]

private let lossCases: [OperationCase] =
  ([0, 1, 0.9] as [Float]).map { target in
    OperationCase(
      "sigmoidCrossEntropy(_:target:)", "target \(target)",
      operands: [randomTensor([9, 1], 23, scale: 3)],
      fast: { $0.sigmoidCrossEntropy($1[0], target: target) },
      slow: { SlowTwin.sigmoidCrossEntropy($0[0], target: Double(target)) })
  } + [
    OperationCase(
      "softmaxCrossEntropy(_:labels:)", operands: [randomTensor([3, 4], 24, scale: 2)],
      fast: { $0.softmaxCrossEntropy($1[0], labels: [3, 0, 3]) },
      slow: { SlowTwin.softmaxCrossEntropy($0[0], [3, 0, 3]) }),
    OperationCase(
      "discriminatorHinge(_:isReal:)", "real", operands: [randomTensor([9, 1], 25, scale: 2)],
      fast: { $0.discriminatorHinge($1[0], isReal: true) },
      slow: { $0[0].map { max(0, 1 - $0) } }),
    OperationCase(
      "discriminatorHinge(_:isReal:)", "generated", operands: [randomTensor([9, 1], 26, scale: 2)],
      fast: { $0.discriminatorHinge($1[0], isReal: false) },
      slow: { $0[0].map { max(0, 1 + $0) } }),
    OperationCase(
      "generatorHinge(_:)", operands: [randomTensor([9, 1], 27)],
      fast: { $0.generatorHinge($1[0]) }, slow: { $0[0].map { -$0 } }),
  ]
  + ([[6], [4, 1], [3, 2, 2]] as [Shape]).map { shape in
    let targets = randomTensor(shape, 30)
    return OperationCase(
      "meanSquaredError(_:targets:)", "\(shape)", operands: [randomTensor(shape, 31)],
      fast: { $0.meanSquaredError($1[0], targets: targets) },
      slow: { SlowTwin.meanSquaredError($0[0], SlowTensor(targets)) })
  }

private let shapeCases: [OperationCase] = [
  OperationCase(
    "reshape(_:to:)", operands: [randomTensor([2, 3, 4], 28)],
    fast: { $0.reshape($1[0], to: [6, 4]) },
    slow: { SlowTensor($0[0].values, shape: [6, 4]) }),
  OperationCase(
    "zeroPadding(_:)", operands: [randomTensor([2, 3, 2, 3], 29)],
    fast: { $0.zeroPadding($1[0]) }, slow: { SlowTwin.zeroPadding($0[0]) }),
]
