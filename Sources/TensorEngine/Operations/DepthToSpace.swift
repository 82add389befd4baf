extension Tape {
  /// Channels become pixels, blockSize · blockSize of each:
  /// y[n, h · blockSize + i, w · blockSize + j, c] = x[n, h, w, (i · blockSize + j) · channels + c].
  /// It only moves elements; dx moves them back.
  ///
  /// Shapes: x [batch, h, w, blockSize² · channels],
  /// y [batch, blockSize · h, blockSize · w, channels]. The process stops where blockSize² does not
  /// divide the channels.
  ///
  ///     let doubled = tape.depthToSpace(x, blockSize: 2)  // [8, 7, 7, 64] to [8, 14, 14, 16]
  ///
  /// Shi and others 2016, https://arxiv.org/abs/1609.05158; the order of the channels is that of
  /// https://www.tensorflow.org/api_docs/python/tf/nn/depth_to_space.
  public func depthToSpace(_ x: Variable, blockSize: Int) -> Variable {
    require(
      x.shape.rank == 4 && blockSize > 0 && x.shape[3] % (blockSize * blockSize) == 0,
      "depthToSpace: x \(x.shape) has no channels for blocks of \(blockSize)x\(blockSize)")
    let (batch, height, width) = (x.shape[0], x.shape[1], x.shape[2])
    let channels = x.shape[3] / (blockSize * blockSize)
    let blocks: Shape = [batch, height, width, blockSize, blockSize, channels]
    let y = x.value.reshaped(to: blocks).transposed([0, 1, 3, 2, 4, 5])
    return record(
      y.reshaped(to: [batch, height * blockSize, width * blockSize, channels]), from: [x]
    ) { [shape = x.shape, rows = y.shape] dy, _ in
      [dy.reshaped(to: rows).transposed([0, 1, 3, 2, 4, 5]).reshaped(to: shape)]
    }
  }
}
