extension Tensor {
  /// The entries of `range` along the first axis; the process stops where they are not there.
  ///
  ///     let images = Tensor(zeros: [60000, 28, 28, 1])
  ///     images.rows(0..<32).shape  // 32x28x28x1
  public func rows(_ range: Range<Int>) -> Tensor { slice(axis: 0, range) }

  /// The entries of `range` along an axis; the process stops where they are not there.
  ///
  /// - Parameters:
  ///   - axis: negative ones count from the last.
  ///   - range: positions along it, from 0.
  public func slice(axis: Int, _ range: Range<Int>) -> Tensor {
    let axis = shape.axes([axis], "slice")[0]
    let extent = shape.extents[axis]
    require(
      range.lowerBound >= 0 && range.upperBound <= extent,
      "slice: axis \(axis) of \(shape) has no positions \(range)")
    if range.count == extent { return self }
    var result = Tensor(uninitialized: shape.replacing(axis: axis, with: range.count))
    result.fill(axis: axis, 0..<range.count, from: self, range)
    return result
  }

  /// Tensors of the same shape but for one axis, one after the other along it. The process stops where
  /// other extents differ; no tensors at all make one of shape [0].
  public init(concatenating tensors: [Tensor], axis: Int = 0) {
    guard let first = tensors.first else {
      self.init(zeros: [0])
      return
    }
    let axis = first.shape.axes([axis], "concatenate")[0]
    if tensors.count == 1 {
      self = first
      return
    }
    require(
      tensors.allSatisfy {
        $0.shape.rank == first.shape.rank
          && $0.shape.replacing(axis: axis, with: 0) == first.shape.replacing(axis: axis, with: 0)
      }, "concatenate: the shapes do not fit along axis \(axis): \(tensors.map(\.shape))")
    let extent = tensors.reduce(0) { $0 + $1.shape.extents[axis] }
    self.init(uninitialized: first.shape.replacing(axis: axis, with: extent))
    var start = 0
    for tensor in tensors {
      let extent = tensor.shape.extents[axis]
      fill(axis: axis, start..<start + extent, from: tensor, 0..<extent)
      start += extent
    }
  }

  /// Writes the entries of `target` along an axis: those of `range` of another tensor, whose other
  /// extents are the same.
  mutating func fill(axis: Int, _ target: Range<Int>, from other: Tensor, _ range: Range<Int>) {
    let inner = shape.extents[(axis + 1)...].reduce(1, *)
    let outer = shape.extents[..<axis].reduce(1, *)
    let (length, distance, otherDistance) = (
      range.count * inner, shape.extents[axis] * inner, other.shape.extents[axis] * inner
    )
    guard length > 0 else { return }
    let to = mutablePointer + target.lowerBound * inner
    let from = other.pointer + range.lowerBound * inner
    forEachRowStretch(rows: outer, columns: length) { _, first, rows in
      for row in first..<first + rows {
        (to + row * distance).update(from: from + row * otherDistance, count: length)
      }
    }
  }
}

extension Shape {
  /// The same shape with another extent of one axis.
  func replacing(axis: Int, with extent: Int) -> Shape {
    var extents = extents
    extents[axis] = extent
    return Shape(extents)
  }
}
