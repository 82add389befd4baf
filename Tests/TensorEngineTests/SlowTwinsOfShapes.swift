import Platform
import TensorEngine

/// The slow twins of arithmetic on whole tensors and of what moves their elements: each element of the
/// result by its position.
extension SlowTwin {
  /// Both repeated along axes where they have one position, as far as they have axes.
  static func broadcast(
    _ x: SlowTensor, _ y: SlowTensor, to shape: Shape, _ function: (Double, Double) -> Double
  ) -> SlowTensor {
    func element(_ operand: SlowTensor, _ position: [Int]) -> Double {
      let place = zip(position.suffix(operand.shape.rank), operand.shape.extents)
      return operand[place.map { $1 == 1 ? 0 : $0 }]
    }
    return SlowTensor(shape: shape) { function(element(x, $0), element(y, $0)) }
  }

  /// The elements along `axes`, in their order, for each position on the others.
  static func reduced(
    _ x: SlowTensor, axes: [Int], keepingAxes: Bool, _ function: ([Double]) -> Double
  ) -> SlowTensor {
    let kept = x.shape.extents.indices.filter { !axes.contains($0) }
    var groups: [[Int]: [Double]] = [:]
    for position in SlowTensor.positions(of: x.shape) {
      groups[kept.map { position[$0] }, default: []].append(x[position])
    }
    let results = SlowTensor(shape: Shape(kept.map { x.shape[$0] })) {
      function(groups[$0] ?? [])
    }
    guard keepingAxes else { return results }
    let shape = x.shape.extents.enumerated().map { axes.contains($0) ? 1 : $1 }
    return SlowTensor(results.values, shape: Shape(shape))
  }

  static func transposed(_ x: SlowTensor, axes: [Int]) -> SlowTensor {
    SlowTensor(shape: Shape(axes.map { x.shape[$0] })) { position in
      var source = position
      for (axis, place) in zip(axes, position) { source[axis] = place }
      return x[source]
    }
  }

  static func concatenated(_ parts: [SlowTensor], axis: Int) -> SlowTensor {
    var extents = parts[0].shape.extents
    extents[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
    return SlowTensor(shape: Shape(extents)) { position in
      var (place, number) = (position, 0)
      while place[axis] >= parts[number].shape[axis] {
        place[axis] -= parts[number].shape[axis]
        number += 1
      }
      return parts[number][place]
    }
  }

  static func slice(_ x: SlowTensor, axis: Int, _ range: Range<Int>) -> SlowTensor {
    var extents = x.shape.extents
    extents[axis] = range.count
    return SlowTensor(shape: Shape(extents)) { position in
      var place = position
      place[axis] += range.lowerBound
      return x[place]
    }
  }

  static func gathered(_ x: SlowTensor, rows: [Int]) -> SlowTensor {
    SlowTensor(shape: Shape([rows.count] + x.shape.extents.dropFirst())) {
      x[[rows[$0[0]]] + $0.dropFirst()]
    }
  }

  static func matmul(_ a: SlowTensor, _ b: SlowTensor, to shape: Shape) -> SlowTensor {
    func element(_ factor: SlowTensor, _ position: [Int], _ row: Int, _ column: Int) -> Double {
      let leading = factor.shape.extents.dropLast(2)
      let place = zip(position.dropLast(2).suffix(leading.count), leading)
      return factor[place.map { $1 == 1 ? 0 : $0 } + [row, column]]
    }
    return SlowTensor(shape: shape) { position in
      let (row, column) = (position[position.count - 2], position[position.count - 1])
      return (0..<a.shape[-1]).reduce(0) {
        $0 + element(a, position, row, $1) * element(b, position, $1, column)
      }
    }
  }

  static func softmax(_ x: SlowTensor) -> SlowTensor {
    let exponentials = x.map { exp($0) }
    return SlowTensor(shape: x.shape) { position in
      let row = (0..<x.shape[-1]).map { exponentials[position.dropLast() + [$0]] }
      return exponentials[position] / row.reduce(0, +)
    }
  }

  static func depthToSpace(_ x: SlowTensor, _ block: Int) -> SlowTensor {
    let channels = x.shape[3] / (block * block)
    return SlowTensor(
      shape: [x.shape[0], x.shape[1] * block, x.shape[2] * block, channels]
    ) { place in
      let (i, j) = (place[1] % block, place[2] % block)
      return x[[
        place[0], place[1] / block, place[2] / block, (i * block + j) * channels + place[3],
      ]]
    }
  }

  static func meanSquaredError(_ x: SlowTensor, _ targets: SlowTensor) -> SlowTensor {
    let squares = SlowTensor(
      zip(x.values, targets.values).map { ($0 - $1) * ($0 - $1) }, shape: x.shape)
    return reduced(squares, axes: Array(1..<x.shape.rank), keepingAxes: false) {
      $0.reduce(0, +) / Double($0.count)
    }
  }
}
