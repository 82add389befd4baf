import TensorEngine

/// What moves a window over an image: pooling, and convolutions of any size, stride and padding.
let windowCases: [OperationCase] = poolingCases + convolutionCases + transposedCases

private typealias PoolingSizes = (height: Int, width: Int, size: Int, stride: Int)
private let poolingSizes: [PoolingSizes] = [
  (4, 6, 2, 2), (5, 7, 3, 2), (3, 3, 2, 1), (5, 4, 1, 3), (3, 4, 3, 5),
]
private let paddings: [Padding] = [.same, .valid]

private let poolingCases: [OperationCase] = poolingSizes.flatMap { sizes in
  paddings.flatMap { padding in
    let (height, width, size, stride) = sizes
    let label = "\(height)x\(width) by \(size) stride \(stride) \(padding)"
    let operands = [randomTensor([2, height, width, 3], 290)]
    return [
      OperationCase(
        "averagePooling(_:size:stride:padding:)", label, operands: operands,
        fast: { $0.averagePooling($1[0], size: size, stride: stride, padding: padding) },
        slow: {
          SlowTwin.pooled($0[0], size: size, stride: stride, padding: padding) {
            $0.reduce(0, +) / Double($0.count)
          }
        }),
      OperationCase(
        "maxPooling(_:size:stride:padding:)", label, operands: operands,
        fast: { $0.maxPooling($1[0], size: size, stride: stride, padding: padding) },
        slow: {
          SlowTwin.pooled($0[0], size: size, stride: stride, padding: padding) { $0.max() ?? .nan }
        }),
    ]
  }
}

/// Kernels that are wide, tall, even, of one tap; more and fewer outputs than inputs.
private let convolutionSizes: [(x: Shape, weight: Shape, stride: Int)] = [
  ([2, 5, 6, 2], [3, 3, 2, 3], 1), ([2, 5, 6, 4], [3, 3, 4, 2], 1),
  ([2, 6, 7, 2], [5, 2, 2, 3], 2),
  ([2, 4, 4, 1], [4, 4, 1, 2], 2), ([2, 3, 5, 3], [1, 1, 3, 2], 1),
  ([2, 4, 3, 2], [1, 3, 2, 2], 3),
  ([2, 3, 3, 3], [3, 3, 3, 1], 1), ([2, 7, 4, 2], [2, 4, 2, 1], 3),
]

private let convolutionCases: [OperationCase] = convolutionSizes.flatMap { sizes in
  paddings.map { padding in
    let (x, weight, stride) = sizes
    return OperationCase(
      "convolution(_:weight:bias:stride:padding:activation:)",
      "\(x) by \(weight) stride \(stride) \(padding)",
      operands: [
        randomTensor(x, 291), randomTensor(weight, 292, scale: 0.4), randomTensor([weight[3]], 293),
      ],
      fast: {
        $0.convolution(
          $1[0], weight: $1[1], bias: $1[2], stride: stride, padding: padding, activation: .tanh)
      },
      slow: {
        SlowTwin.convolution($0[0], $0[1], $0[2], stride: stride, padding: padding, .tanh)
      })
  }
}

private typealias TransposedSizes = (
  x: Shape, weight: Shape, stride: Int, padding: Padding, y: Shape
)
private let transposedSizes: [TransposedSizes] = [
  ([2, 3, 2, 3], [4, 4, 2, 3], 2, .same, [2, 6, 4, 2]),
  ([2, 3, 2, 3], [4, 4, 2, 3], 2, .valid, [2, 8, 6, 2]),
  ([2, 2, 3, 3], [3, 3, 2, 3], 1, .same, [2, 2, 3, 2]),
  ([2, 2, 3, 3], [3, 2, 2, 3], 1, .valid, [2, 4, 4, 2]),
  ([2, 2, 2, 3], [2, 1, 2, 3], 3, .same, [2, 6, 6, 2]),
  ([2, 2, 2, 3], [2, 1, 2, 3], 3, .valid, [2, 6, 6, 2]),
  ([1, 1, 1, 3], [5, 4, 1, 3], 2, .valid, [1, 5, 4, 1]),
]

private let transposedCases: [OperationCase] =
  transposedSizes.map { x, weight, stride, padding, y in
    OperationCase(
      "transposedConvolution(_:weight:bias:stride:padding:activation:)",
      "\(x) by \(weight) stride \(stride) \(padding)",
      operands: [
        randomTensor(x, 294), randomTensor(weight, 295, scale: 0.4), randomTensor([weight[2]], 296),
      ],
      fast: {
        $0.transposedConvolution(
          $1[0], weight: $1[1], bias: $1[2], stride: stride, padding: padding, activation: .tanh)
      },
      slow: {
        SlowTwin.transposedConvolution(
          $0[0], $0[1], $0[2], stride: stride, padding: padding, to: y, .tanh)
      })
  } + [
    OperationCase(
      "transposedConvolution(_:weight:bias:stride:padding:activation:)", "without bias",
      operands: [randomTensor([1, 2, 3, 2], 297), randomTensor([3, 3, 1, 2], 298)],
      fast: { $0.transposedConvolution($1[0], weight: $1[1], bias: nil, stride: 2) },
      slow: {
        SlowTwin.transposedConvolution(
          $0[0], $0[1], nil, stride: 2, padding: .same, to: [1, 4, 6, 1], .identity)
      })
  ]
