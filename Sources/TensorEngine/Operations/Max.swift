extension Tape {
  /// The largest elements along an axis, see ``Tensor/max(axes:keepingAxes:)``; dx is dy at the first
  /// of the largest elements, 0 at the others.
  ///
  ///     let best = tape.max(logits, axis: -1)  // [batch]
  ///
  /// - Parameters:
  ///   - x: of any shape.
  ///   - axis: negative ones count from the last.
  ///   - keepingAxis: whether the axis stays, with extent 1.
  public func max(_ x: Variable, axis: Int, keepingAxis: Bool = false) -> Variable {
    let y = x.value.max(axes: [axis], keepingAxes: keepingAxis)
    let place = x.shape.axes([axis], "max")[0]
    return record(y, from: [x]) { [x = x.value, y, place] dy, _ in
      let extents = x.shape.extents
      let (extent, inner) = (extents[place], extents[(place + 1)...].reduce(1, *))
      var dx = Tensor(zeros: x.shape)
      let target = dx.mutablePointer
      forEachRowStretch(rows: y.count / Swift.max(1, inner), columns: extent * inner) {
        _, first, rows in
        for result in first * inner..<(first + rows) * inner {
          let start = result / inner * extent * inner + result % inner
          let largest = y.pointer[result]
          for position in 0..<extent {
            let value = x.pointer[start + position * inner]
            // A NaN is the largest where there is one.
            guard value == largest || value.isNaN else { continue }
            target[start + position * inner] = dy.pointer[result]
            break
          }
        }
      }
      return [dx]
    }
  }
}
