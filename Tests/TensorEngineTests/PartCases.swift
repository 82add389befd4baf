import TensorEngine

/// Products of matrices, with and without axes before the last two.
let matrixCases: [OperationCase] = matrixShapes.map { a, b, c in
  OperationCase(
    "matmul(_:_:)", "\(a) by \(b)", operands: [randomTensor(a, 260), randomTensor(b, 261)],
    fast: { $0.matmul($1[0], $1[1]) }, slow: { SlowTwin.matmul($0[0], $0[1], to: c) })
}

private let matrixShapes: [(Shape, Shape, Shape)] = [
  ([3, 4], [4, 2], [3, 2]), ([1, 5], [5, 1], [1, 1]), ([3, 1], [1, 2], [3, 2]),
  ([2, 3, 4], [4, 2], [2, 3, 2]), ([2, 3, 4], [2, 4, 2], [2, 3, 2]),
  ([3, 4], [2, 4, 2], [2, 3, 2]), ([2, 1, 3, 2], [4, 2, 3], [2, 4, 3, 3]),
  ([2, 2, 1, 3], [1, 3, 2], [2, 2, 1, 2]), ([1, 3, 4], [1, 4, 2], [1, 3, 2]),
]

/// What only moves elements.
let partCases: [OperationCase] = transpositionCases + alongCases + otherCases

private let transpositions: [(shape: Shape, axes: [Int])] = [
  ([2, 3], [1, 0]), ([2, 3, 4], [2, 1, 0]), ([2, 3, 4], [0, 2, 1]), ([2, 3, 4], [1, 0, 2]),
  ([2, 3, 4], [1, 2, 0]), ([2, 1, 3, 2], [3, 0, 2, 1]), ([2, 3, 2, 2], [0, 2, 1, 3]),
  ([2, 3], [0, 1]), ([4], [0]), ([], []), ([2, 2, 3, 2, 2], [4, 2, 0, 3, 1]),
]

private let transpositionCases: [OperationCase] = transpositions.map { shape, axes in
  OperationCase(
    "transpose(_:axes:)", "\(shape) to \(axes)", operands: [randomTensor(shape, 270)],
    fast: { $0.transpose($1[0], axes: axes) }, slow: { SlowTwin.transposed($0[0], axes: axes) })
}

private let alongCases: [OperationCase] = [0, 1, 2].flatMap { axis in
  var extents = [2, 3, 2]
  extents[axis] = 4
  let other = Shape(extents)
  return [
    OperationCase(
      "concatenate(_:axis:)", "along \(axis)",
      operands: [
        randomTensor([2, 3, 2], 274), randomTensor(other, 275), randomTensor([2, 3, 2], 276),
      ],
      fast: { $0.concatenate($1, axis: axis) },
      slow: { SlowTwin.concatenated($0, axis: axis) }),
    OperationCase(
      "slice(_:axis:_:)", "along \(axis)", operands: [randomTensor(other, 277)],
      fast: { $0.slice($1[0], axis: axis - 3, 1..<3) },
      slow: { SlowTwin.slice($0[0], axis: axis, 1..<3) }),
  ]
}

private let otherCases: [OperationCase] = [
  OperationCase(
    "transpose(_:axes:)", "turned around", operands: [randomTensor([2, 3, 4], 271)],
    fast: { $0.transpose($1[0]) }, slow: { SlowTwin.transposed($0[0], axes: [2, 1, 0]) }),
  OperationCase(
    "gather(_:rows:)", "one row twice, one never", operands: [randomTensor([4, 2, 3], 272)],
    fast: { $0.gather($1[0], rows: [3, 0, 3, 2, 3]) },
    slow: { SlowTwin.gathered($0[0], rows: [3, 0, 3, 2, 3]) }),
  OperationCase(
    "gather(_:rows:)", "of a vector", operands: [randomTensor([4], 273)],
    fast: { $0.gather($1[0], rows: [1, 1]) }, slow: { SlowTwin.gathered($0[0], rows: [1, 1]) }),
  OperationCase(
    "concatenate(_:axis:)", "one", operands: [randomTensor([2, 3], 278)],
    fast: { $0.concatenate($1, axis: -1) }, slow: { $0[0] }),
  OperationCase(
    "depthToSpace(_:blockSize:)", operands: [randomTensor([2, 3, 2, 8], 279)],
    fast: { $0.depthToSpace($1[0], blockSize: 2) }, slow: { SlowTwin.depthToSpace($0[0], 2) }),
  OperationCase(
    "depthToSpace(_:blockSize:)", "one channel", operands: [randomTensor([1, 1, 2, 9], 280)],
    fast: { $0.depthToSpace($1[0], blockSize: 3) }, slow: { SlowTwin.depthToSpace($0[0], 3) }),
]
