import CVectorKernels

/// A function that is applied to each element.
public enum Activation: Sendable, Hashable {
  /// x itself.
  case identity
  /// max(x, 0); its derivative at 0 is 0.
  case relu
  /// x for x > 0, else slope · x.
  case leakyRelu(slope: Float)
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + exp(-x)).
  case sigmoid

  var kernel: vk_activation {
    switch self {
    case .identity: vk_identity
    case .relu, .leakyRelu: vk_leaky_relu
    case .tanh: vk_tanh
    case .sigmoid: vk_sigmoid
    }
  }

  var slope: Float {
    if case .leakyRelu(let slope) = self { slope } else { 0 }
  }

  /// dz = dy · f'(z), given y = f(z): each derivative here is a function of the value.
  func gradient(_ dy: Tensor, output y: Tensor) -> Tensor {
    if self == .identity { return dy }
    var dz = Tensor(uninitialized: dy.shape)
    let target = dz.mutablePointer
    forEachStretch(of: dz.count) { first, length in
      vk_activation_gradient(
        length, dy.pointer + first, y.pointer + first, kernel, slope, target + first)
    }
    return dz
  }

  /// The same for `rows` rows of `channels` channels from `offset` on, into memory of the caller's,
  /// with their sum over the rows added to `sums`; dy may still have to be computed.
  func gradient(
    _ dy: PendingGradient, output y: Tensor, offset: Int, rows: Int, channels: Int,
    into dz: UnsafeMutablePointer<Float>, addingTo sums: UnsafeMutablePointer<Float>?
  ) {
    let y = y.pointer + offset
    switch dy {
    case .computed(let dy):
      vk_output_gradient(
        rows, channels, dy.pointer + offset, nil, nil, nil, nil, nil, y, kernel, slope, dz, sums)
    case .ofNormalization(let g):
      vk_output_gradient(
        rows, channels, g.dy.pointer + offset, g.x.pointer + offset, g.mean.pointer,
        g.gradientFactor.pointer, g.inputFactor.pointer, g.constant.pointer, y, kernel, slope, dz,
        sums)
    }
  }
}

extension Tensor {
  /// f(x), element by element.
  public func activated(by activation: Activation) -> Tensor {
    guard activation != .identity else { return self }
    var y = Tensor(uninitialized: shape)
    let target = y.mutablePointer
    forEachStretch(of: y.count) { first, length in
      (target + first).update(from: pointer + first, count: length)
      vk_bias_activate(
        1, length, target + first, nil, activation.kernel, activation.slope, nil, nil)
    }
    return y
  }
}

extension Tape {
  /// y = f(x); dx = dy · f'(x).
  public func activation(_ x: Variable, _ function: Activation) -> Variable {
    let y = x.value.activated(by: function)
    return record(y, from: [x]) { [y] dy, _ in [function.gradient(dy, output: y)] }
  }
}
