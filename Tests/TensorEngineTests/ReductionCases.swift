import TensorEngine

let reductionCases: [OperationCase] = sumCases + wholeCases + maxCases

private let sumShapes: [(shape: Shape, axes: [Int])] = [
  ([4, 3], [0]), ([4, 3], [1]), ([4, 3], [0, 1]), ([2, 3, 4], [1]), ([2, 3, 4], [0, 2]),
  ([2, 3, 2, 2], [1, 3]), ([2, 3, 2, 2], [1, 2]), ([2, 1, 3], [1]), ([2, 3], []), ([], []),
]

private let sumCases: [OperationCase] = sumShapes.flatMap { shape, axes in
  [true, false].flatMap { keepingAxes in
    let label = "\(shape) over \(axes)\(keepingAxes ? ", kept" : "")"
    let operands = [randomTensor(shape, 250)]
    return [
      OperationCase(
        "sum(_:axes:keepingAxes:)", label, operands: operands,
        fast: { $0.sum($1[0], axes: axes, keepingAxes: keepingAxes) },
        slow: {
          SlowTwin.reduced($0[0], axes: axes, keepingAxes: keepingAxes) { $0.reduce(0, +) }
        }),
      OperationCase(
        "mean(_:axes:keepingAxes:)", label, operands: operands,
        fast: { $0.mean($1[0], axes: axes, keepingAxes: keepingAxes) },
        slow: {
          SlowTwin.reduced($0[0], axes: axes, keepingAxes: keepingAxes) {
            $0.reduce(0, +) / Double($0.count)
          }
        }),
    ]
  }
}

private let wholeCases: [OperationCase] = [
  OperationCase(
    "mean(_:axes:keepingAxes:)", "all", operands: [randomTensor([4, 3], 25)],
    fast: { $0.mean($1[0]) },
    slow: { SlowTensor([$0[0].sum() / Double($0[0].values.count)], shape: []) }),
  OperationCase(
    "sum(_:axes:keepingAxes:)", "all, kept", operands: [randomTensor([4, 3], 25)],
    fast: { $0.sum($1[0], keepingAxes: true) },
    slow: { SlowTensor([$0[0].sum()], shape: [1, 1]) }),
  OperationCase(
    "softmax(_:)", operands: [randomTensor([3, 2, 4], 251, scale: 2)],
    fast: { $0.softmax($1[0]) }, slow: { SlowTwin.softmax($0[0]) }),
]

private let maxShapes: [(shape: Shape, axis: Int)] = [
  ([4, 3], 0), ([4, 3], 1), ([2, 5, 3], 1), ([2, 3, 4], 2), ([1, 4], 0),
]

private let maxCases: [OperationCase] = maxShapes.flatMap { shape, axis in
  [true, false].map { keepingAxis in
    OperationCase(
      "max(_:axis:keepingAxis:)", "\(shape) over \(axis)\(keepingAxis ? ", kept" : "")",
      operands: [randomTensor(shape, 252)],
      fast: { $0.max($1[0], axis: axis - shape.rank, keepingAxis: keepingAxis) },
      slow: {
        SlowTwin.reduced($0[0], axes: [axis], keepingAxes: keepingAxis) { $0.max() ?? .nan }
      })
  }
}
