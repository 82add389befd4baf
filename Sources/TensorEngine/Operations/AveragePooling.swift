extension Tape {
  /// The mean of each channel over the pixels of a window; what reaches beyond the image does not
  /// count. dx is the sum of dy / pixels over the windows that a pixel is in.
  ///
  /// Shapes: x [batch, height, width, channels], y [batch, rows, columns, channels], where ``Padding``
  /// says how many rows and columns. The process stops where a window has no room.
  ///
  ///     let halved = tape.averagePooling(x, size: 2)  // [8, 28, 28, 3] to [8, 14, 14, 3]
  ///
  /// - Parameters:
  ///   - x: images.
  ///   - size: the sides of the window.
  ///   - stride: how far windows lie apart; nil for its size.
  ///   - padding: what happens at the edges; valid unless it is said.
  ///
  /// https://www.tensorflow.org/api_docs/python/tf/nn/avg_pool2d
  public func averagePooling(
    _ x: Variable, size: Int, stride: Int? = nil, padding: Padding = .valid
  ) -> Variable {
    let geometry = PoolingGeometry(
      x.shape, size: size, stride: stride ?? size, padding: padding, "averagePooling")
    var y = Tensor(zeros: geometry.outputShape)
    let (source, target) = (x.value.pointer, y.mutablePointer)
    geometry.forEachWindow { output, pixels in
      let y = target + output
      pixels.forEachPixel { pixel in
        let x = source + pixel
        for channel in 0..<geometry.channels { y[channel] += x[channel] }
      }
      let share = 1 / Float(pixels.count)
      for channel in 0..<geometry.channels { y[channel] *= share }
    }
    return record(y, from: [x]) { [shape = x.shape, geometry] dy, _ in
      var dx = Tensor(zeros: shape)
      let (source, target) = (dy.pointer, dx.mutablePointer)
      geometry.forEachWindow { output, pixels in
        let dy = source + output
        let share = 1 / Float(pixels.count)
        pixels.forEachPixel { pixel in
          let dx = target + pixel
          for channel in 0..<geometry.channels { dx[channel] += dy[channel] * share }
        }
      }
      return [dx]
    }
  }
}
