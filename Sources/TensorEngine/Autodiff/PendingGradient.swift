import CVectorKernels

/// A gradient on its way back.
enum PendingGradient {
  case computed(Tensor)
  /// Of a normalisation's input. The operation before it computes it where it needs it, part by
  /// part, which saves writing it to memory and reading it back.
  case ofNormalization(NormalizationGradient)

  /// The gradient, computed now if it is not yet.
  var tensor: Tensor {
    switch self {
    case .computed(let tensor): tensor
    case .ofNormalization(let gradient): gradient.tensor
    }
  }
}

/// The gradient of a normalisation's input, not yet computed:
/// gradientFactor · dy + inputFactor · (x - mean) + constant, where all but dy and x have a value for
/// each channel.
struct NormalizationGradient {
  let dy: Tensor
  let x: Tensor
  let mean: Tensor
  let gradientFactor: Tensor
  let inputFactor: Tensor
  let constant: Tensor

  /// The gradient as a whole, of x's shape.
  var tensor: Tensor {
    let channels = x.shape[-1]
    var dx = Tensor(uninitialized: x.shape)
    let target = dx.mutablePointer
    forEachRowStretch(rows: x.count / channels, columns: channels) { _, first, rows in
      let offset = first * channels
      vk_normalization_gradient(
        rows, channels, dy.pointer + offset, x.pointer + offset, mean.pointer,
        gradientFactor.pointer, inputFactor.pointer, constant.pointer, target + offset)
    }
    return dx
  }
}
