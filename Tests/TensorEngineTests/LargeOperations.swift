import TensorEngine

/// Every operation on operands that are large enough to be cut into several chunks.
let largeOperations: [OperationCase] = [
  large(
    "convolution(_:weight:bias:stride:padding:activation:)",
    [[11, 14, 13, 5], [3, 3, 5, 33], [33]]
  ) { $0.convolution($1[0], weight: $1[1], bias: $1[2], stride: 2, activation: .tanh) },
  large(
    "convolution(_:weight:bias:stride:padding:activation:)",
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
  large("discriminatorHinge(_:isReal:)", [[100_001]]) {
    $0.discriminatorHinge($1[0], isReal: false)
  },
  large("generatorHinge(_:)", [[100_001]]) { $0.generatorHinge($1[0]) },
  large("meanSquaredError(_:targets:)", [[500, 401]]) {
    $0.meanSquaredError($1[0], targets: Tensor(repeating: 0.5, shape: [500, 401]))
  },
  large("mean(_:axes:keepingAxes:)", [[100_001]]) { $0.mean($1[0]) },
  large("mean(_:axes:keepingAxes:)", [[33, 41, 300]]) { $0.mean($1[0], axes: [0, 1]) },
  large("sum(_:axes:keepingAxes:)", [[300, 41, 33]]) { $0.sum($1[0], axes: [-1]) },
  large("sum(_:axes:keepingAxes:)", [[3, 401, 33, 7]]) { $0.sum($1[0], axes: [1, 3]) },
  large("max(_:axis:keepingAxis:)", [[40, 41, 33]]) { $0.max($1[0], axis: 1) },
  large("add(_:_:)", [[100_001], [100_001]]) { $0.add($1[0], $1[1]) },
  large("add(_:_:)", [[3001, 33], [33]]) { $0.add($1[0], $1[1]) },
  large("subtract(_:_:)", [[3001, 33], [3001, 1]]) { $0.subtract($1[0], $1[1]) },
  large("multiply(_:_:)", [[41, 1, 331], [77, 1]]) { $0.multiply($1[0], $1[1]) },
  large("divide(_:_:)", [[1, 300], [200, 1]]) { $0.divide($1[0], $1[1]) },
  large("scale(_:by:)", [[100_001]]) { $0.scale($1[0], by: 3) },
  large("exp(_:)", [[100_001]]) { $0.exp($1[0]) },
  large("log(_:)", [[100_001]]) { $0.log($0.multiply($1[0], $1[0])) },
  large("sqrt(_:)", [[100_001]]) { $0.sqrt($0.multiply($1[0], $1[0])) },
  large("pow(_:_:)", [[100_001]]) { $0.pow($1[0], 3) },
  large("clamp(_:to:)", [[100_001]]) { $0.clamp($1[0], to: -1...1) },
  large("softmax(_:)", [[5000, 10]]) { $0.softmax($1[0]) },
  large("matmul(_:_:)", [[300, 200], [200, 150]]) { $0.matmul($1[0], $1[1]) },
  large("matmul(_:_:)", [[9, 1, 50, 40], [7, 40, 30]]) { $0.matmul($1[0], $1[1]) },
  large("transpose(_:axes:)", [[20, 30, 41, 5]]) { $0.transpose($1[0], axes: [2, 0, 3, 1]) },
  large("concatenate(_:axis:)", [[300, 50, 7], [300, 21, 7]]) { $0.concatenate($1, axis: 1) },
  large("slice(_:axis:_:)", [[300, 50, 7]]) { $0.slice($1[0], axis: 1, 3..<44) },
  large("gather(_:rows:)", [[50, 700]]) { $0.gather($1[0], rows: (0..<200).map { $0 * $0 % 50 }) },
  large("depthToSpace(_:blockSize:)", [[20, 9, 9, 36]]) { $0.depthToSpace($1[0], blockSize: 3) },
  large("averagePooling(_:size:stride:padding:)", [[11, 19, 18, 33]]) {
    $0.averagePooling($1[0], size: 3, stride: 2, padding: .same)
  },
  large("maxPooling(_:size:stride:padding:)", [[11, 19, 18, 33]]) {
    $0.maxPooling($1[0], size: 3, stride: 2, padding: .same)
  },
  large(
    "transposedConvolution(_:weight:bias:stride:padding:activation:)",
    [[11, 7, 6, 33], [4, 4, 20, 33], [20]]
  ) {
    $0.transposedConvolution($1[0], weight: $1[1], bias: $1[2], stride: 2, activation: .relu)
  },
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
