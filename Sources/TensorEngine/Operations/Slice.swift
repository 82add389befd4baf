extension Tape {
  /// The entries of `range` along an axis, see ``Tensor/slice(axis:_:)``; dx is dy there and 0 elsewhere.
  ///
  ///     let first = tape.slice(x, axis: 0, 0..<8)  // the first eight of a batch
  ///
  /// - Parameters:
  ///   - x: of any shape.
  ///   - axis: negative ones count from the last.
  ///   - range: positions along it, from 0.
  public func slice(_ x: Variable, axis: Int, _ range: Range<Int>) -> Variable {
    record(x.value.slice(axis: axis, range), from: [x]) { [shape = x.shape, axis, range] dy, _ in
      var dx = Tensor(zeros: shape)
      let place = shape.axes([axis], "slice")[0]
      dx.fill(axis: place, range, from: dy, 0..<range.count)
      return [dx]
    }
  }
}
