extension Tape {
  /// Appends one row of zeros at the bottom and one column at the right of every image:
  /// [batch, h, w, c] → [batch, h + 1, w + 1, c].
  public func zeroPadding(_ x: Variable) -> Variable {
    require(x.shape.rank == 4, "zeroPadding: x \(x.shape) is no batch of images")
    let (batch, height, width, channels) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let row = width * channels
    let paddedRow = row + channels
    var y = Tensor(uninitialized: [batch, height + 1, width + 1, channels])
    let target = y.mutablePointer
    ThreadPool.shared.run(chunks: batch) { image in
      let image = (
        from: x.value.pointer + image * height * row, to: target + image * (height + 1) * paddedRow
      )
      for i in 0..<height {
        let padded = image.to + i * paddedRow
        padded.update(from: image.from + i * row, count: row)
        (padded + row).update(repeating: 0, count: channels)
      }
      (image.to + height * paddedRow).update(repeating: 0, count: paddedRow)
    }
    return record(y, from: [x]) { [shape = x.shape] dy, _ in
      var dx = Tensor(uninitialized: shape)
      let target = dx.mutablePointer
      ThreadPool.shared.run(chunks: batch) { image in
        for i in 0..<height {
          (target + (image * height + i) * row).update(
            from: dy.pointer + (image * (height + 1) + i) * paddedRow, count: row)
        }
      }
      return [dx]
    }
  }
}
