import TensorEngine

/// The slow twins of what moves a window over an image.
extension SlowTwin {
  /// How many windows there are along a side, and how far the first one reaches out of the image.
  static func windows(
    side: Int, size: Int, stride: Int, padding: Padding
  ) -> (count: Int, before: Int) {
    if padding == .valid { return ((side - size) / stride + 1, 0) }
    let count = (side + stride - 1) / stride
    return (count, max((count - 1) * stride + size - side, 0) / 2)
  }

  static func pooled(
    _ x: SlowTensor, size: Int, stride: Int, padding: Padding, _ function: ([Double]) -> Double
  ) -> SlowTensor {
    let (rows, top) = windows(side: x.shape[1], size: size, stride: stride, padding: padding)
    let (columns, left) = windows(side: x.shape[2], size: size, stride: stride, padding: padding)
    return SlowTensor(shape: [x.shape[0], rows, columns, x.shape[3]]) { place in
      var inside: [Double] = []
      for s in 0..<size {
        for t in 0..<size {
          let (i, j) = (place[1] * stride + s - top, place[2] * stride + t - left)
          guard (0..<x.shape[1]).contains(i), (0..<x.shape[2]).contains(j) else { continue }
          inside.append(x[[place[0], i, j, place[3]]])
        }
      }
      return function(inside)
    }
  }

  /// The transpose of the convolution that makes x from y, with the same terms.
  static func transposedConvolution(
    _ x: SlowTensor, _ weight: SlowTensor, _ bias: SlowTensor?, stride: Int, padding: Padding,
    to shape: Shape, _ function: Activation
  ) -> SlowTensor {
    var y = SlowTensor(zeros: shape)
    _ = convolutionTerms(x: shape, weight: weight.shape, stride: stride, padding: padding) {
      a, b, c in
      y.values[b] += x.values[a] * weight.values[c]
    }
    return activation(biased(y, bias), function)
  }
}
