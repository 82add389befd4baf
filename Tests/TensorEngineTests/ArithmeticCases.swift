import Platform
import TensorEngine

/// Pairs of shapes that are broadcast in every way, and what they are broadcast to.
let broadcastShapes: [(x: Shape, y: Shape, both: Shape)] = [
  ([4, 3], [4, 3], [4, 3]), ([4, 3], [3], [4, 3]), ([3], [4, 3], [4, 3]),
  ([4, 1], [1, 3], [4, 3]), ([2, 1, 3], [4, 1], [2, 4, 3]), ([2, 3, 4], [], [2, 3, 4]),
  ([1, 1], [5], [1, 5]), ([2, 3, 1, 2], [3, 4, 1], [2, 3, 4, 2]), ([], [], []),
]

private typealias Binary = (
  name: String, fast: @Sendable (Tape, Variable, Variable) -> Variable,
  slow: @Sendable (Double, Double) -> Double
)

private let binaries: [Binary] = [
  ("add(_:_:)", { $0.add($1, $2) }, { $0 + $1 }),
  ("subtract(_:_:)", { $0.subtract($1, $2) }, { $0 - $1 }),
  ("multiply(_:_:)", { $0.multiply($1, $2) }, { $0 * $1 }),
  ("divide(_:_:)", { $0.divide($1, $2) }, { $0 / $1 }),
]

let arithmeticCases: [OperationCase] = binaries.flatMap { name, fast, slow in
  broadcastShapes.enumerated().map { number, shapes in
    OperationCase(
      name, "\(shapes.x) and \(shapes.y)",
      // Divisors that are far from 0.
      operands: [randomTensor(shapes.x, 200 + number), positiveTensor(shapes.y, 220 + number)],
      fast: { fast($0, $1[0], $1[1]) },
      slow: { SlowTwin.broadcast($0[0], $0[1], to: shapes.both, slow) })
  }
}

private typealias Function = (
  name: String, label: String, fast: @Sendable (Tape, Variable) -> Variable,
  slow: @Sendable (Double) -> Double
)

private let functions: [Function] = [
  ("exp(_:)", "", { $0.exp($1) }, { exp($0) }),
  ("log(_:)", "", { $0.log($1) }, { log($0) }),
  ("sqrt(_:)", "", { $0.sqrt($1) }, { $0.squareRoot() }),
  ("scale(_:by:)", "", { $0.scale($1, by: -2.5) }, { -2.5 * $0 }),
  ("pow(_:_:)", "squares", { $0.pow($1, 2) }, { $0 * $0 }),
  ("pow(_:_:)", "thirds", { $0.pow($1, 1 / 3) }, { pow($0, Double(Float(1) / 3)) }),
  ("pow(_:_:)", "inverses", { $0.pow($1, -1) }, { 1 / $0 }),
  ("pow(_:_:)", "ones", { $0.pow($1, 0) }, { _ in 1 }),
  ("clamp(_:to:)", "", { $0.clamp($1, to: 0.5...1.25) }, { min(max($0, 0.5), 1.25) }),
]

let functionCases: [OperationCase] = functions.map { name, label, fast, slow in
  OperationCase(
    name, label, operands: [positiveTensor([5, 7], 240)],
    fast: { fast($0, $1[0]) }, slow: { $0[0].map(slow) })
}

/// From 0.3 on.
private func positiveTensor(_ shape: Shape, _ seed: Int) -> Tensor {
  randomTensor(shape, seed).mapped { abs($0) + 0.3 }
}
