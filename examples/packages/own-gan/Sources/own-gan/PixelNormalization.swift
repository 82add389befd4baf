import TensorEngine

extension Tape {
  /// Brings the channels of each pixel to a length of √channels: y = x · r with
  /// r = 1 / √(mean of x² + ε); dx = r · (dy - y · mean of (y · dy)), means over the channels.
  ///
  /// Shapes: x and y [batch, height, width, channels].
  ///
  /// Karras et al. 2017, section 4.2, https://arxiv.org/abs/1710.10196
  func pixelNormalization(_ x: Variable, epsilon: Float = 1e-8) -> Variable {
    let squares = (x.value * x.value).mean(axes: [-1], keepingAxes: true)
    let r = squares.mapped { 1 / ($0 + epsilon).squareRoot() }
    let y = x.value * r
    return record(y, from: [x]) { [y, r] dy, _ in
      [r * (dy - y * (y * dy).mean(axes: [-1], keepingAxes: true))]
    }
  }
}

/// The operation as a layer, which has no parameters.
struct PixelNormalization: Layer {
  var kind: String? { "norm" }

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.pixelNormalization(x)
  }
}
