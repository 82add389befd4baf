import TensorEngine

/// Every operation on operands that are large enough to be cut into several chunks.
let largeOperations: [OperationCase] = [
  large(
    "convolution(_:weight:bias:stride:activation:)",
    [[11, 14, 13, 5], [3, 3, 5, 33], [33]]
  ) { $0.convolution($1[0], weight: $1[1], bias: $1[2], stride: 2, activation: .tanh) },
  large(
    "convolution(_:weight:bias:stride:activation:)",
    [[11, 14, 13, 33], [3, 3, 33, 2], [2]]
  ) { $0.convolution($1[0], weight: $1[1], bias: $1[2], stride: 1, activation: .relu) },
  large(
    "upsamplingConvolution(_:weight:bias:activation:)", [[11, 7, 6, 20], [3, 3, 20, 33], [33]]
  ) {
    $0.upsamplingConvolution(
      $1[0], weight: $1[1], bias: $1[2], activation: .leakyRelu(slope: 0.2))
  },
  large("dense(_:weight:bias:activation:)", [[67, 200], [200, 300], [300]]) {
    $0.dense($1[0], weight: $1[1], bias: $1[2], activation: .sigmoid)
  },
  large("batchNormalization(_:gamma:beta:epsilon:)", [[20, 9, 9, 33], [33], [33]]) {
    $0.batchNormalization($1[0], gamma: $1[1], beta: $1[2], epsilon: 1e-3).y
  },
  large(
    "batchNormalization(_:gamma:beta:mean:variance:epsilon:)", [[20, 9, 9, 33], [33], [33]]
  ) {
    $0.batchNormalization(
      $1[0], gamma: $1[1], beta: $1[2], mean: Tensor(zeros: [33]),
      variance: Tensor(repeating: 2, shape: [33]), epsilon: 1e-3)
  },
  large("activation(_:_:)", [[100_001]]) { $0.activation($1[0], .tanh) },
  large("dropout(_:rate:random:)", [[100_001]]) {
    $0.dropout($1[0], rate: 0.4, random: RandomStream(seed: 1, purpose: .dropout))
  },
  large("labelGate(_:embedding:labels:)", [[100, 500], [10, 500]]) {
    $0.labelGate($1[0], embedding: $1[1], labels: (0..<100).map { $0 * $0 % 10 })
  },
  large("sigmoidCrossEntropy(_:target:)", [[100_001]]) {
    $0.sigmoidCrossEntropy($1[0], target: 1)
  },
  large("softmaxCrossEntropy(_:labels:)", [[5000, 10]]) {
    $0.softmaxCrossEntropy($1[0], labels: (0..<5000).map { $0 * $0 % 10 })
  },
  large("mean(_:)", [[100_001]]) { $0.mean($1[0]) },
  large("add(_:_:)", [[100_001], [100_001]]) { $0.add($1[0], $1[1]) },
  large("reshape(_:to:)", [[100, 1001]]) { $0.reshape($1[0], to: [1001, 100]) },
  large("zeroPadding(_:)", [[20, 9, 9, 33]]) { $0.zeroPadding($1[0]) },
]

private func large(
  _ operation: String, _ shapes: [Shape],
  _ fast: @escaping @Sendable (Tape, [Variable]) -> Variable
) -> OperationCase {
  OperationCase(
    operation, "large",
    operands: shapes.enumerated().map { randomTensor($1, 80 + $0) }, fast: fast, slow: { $0[0] })
}
