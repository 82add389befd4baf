import TensorEngine

/// Numbers in double precision with a shape: what the slow twins compute with.
struct SlowTensor: Sendable {
  let shape: Shape
  var values: [Double]

  init(_ values: [Double], shape: Shape) {
    precondition(values.count == shape.count)
    self.shape = shape
    self.values = values
  }

  init(zeros shape: Shape) { self.init(Array(repeating: 0, count: shape.count), shape: shape) }

  init(_ tensor: Tensor) { self.init(tensor.scalars.map(Double.init), shape: tensor.shape) }

  func map(_ function: (Double) -> Double) -> SlowTensor {
    SlowTensor(values.map(function), shape: shape)
  }

  /// The offset of an element given by its position on each axis.
  func offset(_ position: Int...) -> Int {
    zip(position, shape.extents).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// All positions of a shape, the last axis fastest.
  static func positions(of shape: Shape) -> [[Int]] {
    shape.extents.reduce([[]]) { positions, extent in
      positions.flatMap { position in (0..<extent).map { position + [$0] } }
    }
  }

  /// The element at a position.
  subscript(position: [Int]) -> Double {
    get { values[zip(position, shape.extents).reduce(0) { $0 * $1.1 + $1.0 }] }
    set { values[zip(position, shape.extents).reduce(0) { $0 * $1.1 + $1.0 }] = newValue }
  }

  /// A tensor whose element at each position is given by a function of the position.
  init(shape: Shape, _ element: ([Int]) -> Double) {
    self.init(Self.positions(of: shape).map(element), shape: shape)
  }

  var largestMagnitude: Double { values.reduce(0) { max($0, abs($1)) } }

  func sum() -> Double { values.reduce(0, +) }
}

/// How far a tensor is from what it should be: nil where each element lies within `tolerance` of the
/// wanted tensor's largest magnitude, else a sentence. Shapes are compared first.
func difference(_ found: Tensor?, _ wanted: SlowTensor, within tolerance: Double) -> String? {
  guard let found else { return "there is no tensor, wanted \(wanted.shape)" }
  guard found.shape == wanted.shape else { return "shape \(found.shape), wanted \(wanted.shape)" }
  let allowed = tolerance * max(wanted.largestMagnitude, 1e-6)
  for (index, (a, b)) in zip(found.scalars, wanted.values).enumerated() {
    // Written so that NaN is a difference.
    if !(abs(Double(a) - b) <= allowed) {
      return "element \(index) of \(wanted.shape) is \(a), wanted \(b) ± \(allowed)"
    }
  }
  return nil
}

/// Small numbers that are different in every test and the same in every run.
func randomTensor(_ shape: Shape, _ seed: Int, scale: Float = 1) -> Tensor {
  var random = RandomStream(seed: UInt64(seed), purpose: .user)
  return Tensor(random.normal(shape: shape).scalars.map { $0 * scale }, shape: shape)
}
