extension Tape {
  /// The largest number of each channel among the pixels of a window, NaN where there is one; what
  /// reaches beyond the image does not count. dy goes to the first of the largest, row by row.
  ///
  /// Shapes: x [batch, height, width, channels], y [batch, rows, columns, channels], where ``Padding``
  /// says how many rows and columns. The process stops where a window has no room.
  ///
  ///     let halved = tape.maxPooling(x, size: 2)  // [8, 28, 28, 3] to [8, 14, 14, 3]
  ///
  /// - Parameters:
  ///   - x: images.
  ///   - size: the sides of the window.
  ///   - stride: how far windows lie apart; nil for its size.
  ///   - padding: what happens at the edges; valid unless it is said.
  ///
  /// https://www.tensorflow.org/api_docs/python/tf/nn/max_pool2d
  public func maxPooling(
    _ x: Variable, size: Int, stride: Int? = nil, padding: Padding = .valid
  ) -> Variable {
    let geometry = PoolingGeometry(
      x.shape, size: size, stride: stride ?? size, padding: padding, "maxPooling")
    var y = Tensor(repeating: -.infinity, shape: geometry.outputShape)
    let (source, target) = (x.value.pointer, y.mutablePointer)
    geometry.forEachWindow { output, pixels in
      let y = target + output
      pixels.forEachPixel { pixel in
        let x = source + pixel
        for channel in 0..<geometry.channels {
          // Written so that the comparison is false for a NaN, which is taken, and stays.
          y[channel] = x[channel] <= y[channel] || y[channel].isNaN ? y[channel] : x[channel]
        }
      }
    }
    return record(y, from: [x]) { [x = x.value, y, geometry] dy, _ in
      var dx = Tensor(zeros: x.shape)
      let target = dx.mutablePointer
      geometry.forEachWindow { output, pixels in
        for channel in output..<output + geometry.channels {
          let largest = y.pointer[channel]
          var isFound = false
          pixels.forEachPixel { pixel in
            let place = pixel + channel - output
            let value = x.pointer[place]
            guard !isFound, value == largest || value.isNaN else { return }
            isFound = true
            target[place] += dy.pointer[channel]
          }
        }
      }
      return [dx]
    }
  }
}
