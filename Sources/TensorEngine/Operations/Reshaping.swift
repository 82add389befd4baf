extension Tape {
  /// The same elements in another shape.
  public func reshape(_ x: Variable, to shape: Shape) -> Variable {
    record(x.value.reshaped(to: shape), from: [x]) { [shape = x.shape] dy, _ in
      [dy.reshaped(to: shape)]
    }
  }

  /// Appends one row of zeros at the bottom and one column at the right of every image:
  /// [batch, h, w, c] → [batch, h + 1, w + 1, c].
  public func zeroPadding(_ x: Variable) -> Variable {
    precondition(x.shape.rank == 4, "zeroPadding: x \(x.shape)")
    let (batch, height, width, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let row = width * channels
    let paddedRow = row + channels
    var y = Tensor(zeros: [batch, height + 1, width + 1, channels])
    let target = y.mutablePointer
    for image in 0..<batch {
      for i in 0..<height {
        (target + (image * (height + 1) + i) * paddedRow).update(
          from: x.value.pointer + (image * height + i) * row, count: row)
      }
    }
    return record(y, from: [x]) { [shape = x.shape] dy, _ in
      var dx = Tensor(uninitialized: shape)
      let target = dx.mutablePointer
      for image in 0..<batch {
        for i in 0..<height {
          (target + (image * height + i) * row).update(
            from: dy.pointer + (image * (height + 1) + i) * paddedRow, count: row)
        }
      }
      return [dx]
    }
  }
}
