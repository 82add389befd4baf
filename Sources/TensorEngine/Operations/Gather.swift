extension Tape {
  /// Rows by their numbers, in any order and as often as wanted: y[i] = x[rows[i]]. An embedding is a
  /// gather of its weight. The gradient of a row is the sum of those of all its copies.
  ///
  /// Shapes: x [entries, …], y [rows.count, …]. The process stops where there is no such row.
  ///
  ///     let embedded = tape.gather(embedding, rows: labels)  // [batch, width]
  public func gather(_ x: Variable, rows: [Int]) -> Variable {
    require(x.shape.rank > 0, "gather: x \(x.shape) has no rows")
    let other = rows.first { !(0..<x.shape[0]).contains($0) }
    require(other == nil, "gather: x \(x.shape) has no row \(other ?? 0)")
    let width = x.shape.extents.dropFirst().reduce(1, *)
    var y = Tensor(uninitialized: x.shape.replacing(axis: 0, with: rows.count))
    let target = y.mutablePointer
    forEachRowStretch(rows: rows.count, columns: width) { _, first, count in
      for row in first..<first + count {
        (target + row * width).update(from: x.value.pointer + rows[row] * width, count: width)
      }
    }
    return record(y, from: [x]) { [shape = x.shape, rows] dy, _ in
      var dx = Tensor(zeros: shape)
      let target = dx.mutablePointer
      forEachColumnStretch(of: width) { columns in
        for (number, row) in rows.enumerated() {
          let (dy, dx) = (dy.pointer + number * width, target + row * width)
          for column in columns { dx[column] += dy[column] }
        }
      }
      return [dx]
    }
  }
}
