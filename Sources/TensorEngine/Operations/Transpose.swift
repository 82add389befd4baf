extension Tape {
  /// The axes in another order, see ``Tensor/transposed(_:)``; dx is dy with them in the old order.
  ///
  ///     let channelsFirst = tape.transpose(images, axes: [0, 3, 1, 2])
  ///
  /// - Parameters:
  ///   - x: of any shape.
  ///   - axes: which axis of x each of the result's is; nil turns the order around.
  public func transpose(_ x: Variable, axes: [Int]? = nil) -> Variable {
    let axes = x.shape.permutation(axes)
    return record(x.value.transposed(axes), from: [x]) { [axes] dy, _ in
      [dy.transposed(axes.indices.sorted { axes[$0] < axes[$1] })]
    }
  }
}
