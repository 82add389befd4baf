extension Tensor {
  /// The entries of `range` along the first axis.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(
      shape.rank > 0 && range.lowerBound >= 0 && range.upperBound <= shape[0],
      "Tensor.rows: \(range) of \(shape)")
    if range.count == shape[0] { return self }
    let length = shape[0] == 0 ? 0 : count / shape[0]
    var result = Tensor(uninitialized: Shape([range.count] + shape.extents.dropFirst()))
    result.mutablePointer.update(
      from: pointer + range.lowerBound * length, count: range.count * length)
    return result
  }

  /// Tensors of the same shape but for the first axis, one after the other along it.
  public init(concatenating tensors: [Tensor]) {
    guard let first = tensors.first else {
      self.init(zeros: [0])
      return
    }
    if tensors.count == 1 {
      self = first
      return
    }
    let rest = Array(first.shape.extents.dropFirst())
    precondition(
      tensors.allSatisfy { Array($0.shape.extents.dropFirst()) == rest },
      "Tensor.concatenating: \(tensors.map(\.shape))")
    self.init(uninitialized: Shape([tensors.reduce(0) { $0 + $1.shape[0] }] + rest))
    var offset = 0
    let target = mutablePointer
    for tensor in tensors {
      (target + offset).update(from: tensor.pointer, count: tensor.count)
      offset += tensor.count
    }
  }
}
