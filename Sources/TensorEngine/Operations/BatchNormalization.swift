import CVectorKernels

/// The mean and variance of a batch, per channel.
public struct BatchStatistics: Sendable {
  /// Shape [channels].
  public let mean: Tensor
  /// The biased variance (over N), shape [channels].
  public let variance: Tensor
  /// How many values of a channel they summarise.
  public let samples: Int
}

extension Tape {
  /// Batch normalisation with the batch's own statistics:
  /// y = (x - mean) / √(variance + ε) · gamma + beta.
  ///
  /// Shapes: x [batch, …, channels], gamma and beta [channels]. The statistics run over all axes but
  /// the last and take part in the gradient (Ioffe and Szegedy 2015, https://arxiv.org/abs/1502.03167).
  public func batchNormalization(
    _ x: Variable, gamma: Variable, beta: Variable, epsilon: Float
  ) -> (y: Variable, statistics: BatchStatistics) {
    requireChannels(of: x, gamma: gamma, beta: beta)
    require(x.value.count > 0, "batchNormalization: x \(x.shape) has no elements")
    let channels = x.shape[-1]
    let statistics = BatchStatistics(of: x.value)
    let inverse = statistics.variance.each { 1 / ($0 + epsilon).squareRoot() }
    let scale = gamma.value * inverse
    let y = x.value.normalized(mean: statistics.mean, scale: scale, shift: beta.value)
    let recorded = recordDeferring(y, from: [x, gamma, beta]) {
      [x = x.value, gamma = gamma.value, mean = statistics.mean, inverse, channels] dy, wanted in
      let dy = dy.tensor
      let (dySum, productSum) = normalizationSums(dy, x: x, mean: mean)
      // The sum of dy times the normalised x is gamma's gradient.
      let dgamma = productSum * inverse
      let samples = Float(x.count / channels)
      var dx: PendingGradient?
      if wanted[0] {
        // dx = gamma / deviation · (dy - mean(dy) - x̂ · mean(dy · x̂)),
        // in the terms of NormalizationGradient
        let gradientFactor = gamma * inverse
        let inputFactor = gradientFactor * dgamma * inverse / -samples
        let constant = gradientFactor * dySum / -samples
        dx = .ofNormalization(
          NormalizationGradient(
            dy: dy, x: x, mean: mean, gradientFactor: gradientFactor, inputFactor: inputFactor,
            constant: constant))
      }
      return [
        dx, wanted[1] ? .computed(dgamma) : nil, wanted[2] ? .computed(dySum) : nil,
      ]
    }
    return (recorded, statistics)
  }

  /// Batch normalisation with given statistics, as in inference.
  public func batchNormalization(
    _ x: Variable, gamma: Variable, beta: Variable, mean: Tensor, variance: Tensor, epsilon: Float
  ) -> Variable {
    requireChannels(of: x, gamma: gamma, beta: beta)
    require(
      mean.shape == gamma.shape && variance.shape == gamma.shape,
      "batchNormalization: mean \(mean.shape) and variance \(variance.shape) do not fit x \(x.shape)"
    )
    let fixed = FixedNormalization(
      gamma: gamma.value, beta: beta.value, mean: mean, variance: variance, epsilon: epsilon)
    let y = x.value.normalized(mean: mean, scale: fixed.scale, shift: beta.value)
    return record(y, from: [x, gamma, beta]) {
      [x = x.value, mean, inverse = fixed.inverse, scale = fixed.scale] dy, wanted in
      var dgamma: Tensor?
      var dbeta: Tensor?
      if wanted[1] || wanted[2] {
        let (dySum, productSum) = normalizationSums(dy, x: x, mean: mean)
        dgamma = productSum * inverse
        dbeta = dySum
      }
      let dx = wanted[0] ? dy.scaled(by: scale) : nil
      return [dx, wanted[1] ? dgamma : nil, wanted[2] ? dbeta : nil]
    }
  }
}

private func requireChannels(of x: Variable, gamma: Variable, beta: Variable) {
  require(
    x.shape.rank > 0 && gamma.shape == [x.shape[-1]] && beta.shape == gamma.shape,
    "batchNormalization: gamma \(gamma.shape) and beta \(beta.shape) do not fit x \(x.shape)")
}

/// A normalisation with given statistics: (x - mean) · scale + shift, where each has a value for each
/// channel.
struct FixedNormalization {
  let mean: Tensor
  let scale: Tensor
  let shift: Tensor
  /// 1 / √(variance + ε).
  let inverse: Tensor

  init(gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor, epsilon: Float) {
    self.mean = mean
    inverse = variance.each { 1 / ($0 + epsilon).squareRoot() }
    scale = gamma * inverse
    shift = beta
  }

  /// Calls `body` with a normalisation as kernels take it; null where there is none.
  static func withKernel(
    _ normalization: FixedNormalization?, _ body: (UnsafePointer<vk_normalization>?) -> Void
  ) {
    guard let normalization else { return body(nil) }
    withExtendedLifetime(normalization) {
      withUnsafePointer(
        to: vk_normalization(
          mean: normalization.mean.pointer, scale: normalization.scale.pointer,
          shift: normalization.shift.pointer)
      ) { body($0) }
    }
  }
}

extension BatchStatistics {
  /// Sums of differences from the first row, which lies near the mean: the difference of two large
  /// squares would lose the variance of channels whose mean is far from zero.
  init(of x: Tensor) {
    let channels = x.shape[-1]
    let rows = x.count / channels
    let totals = pairsOfSums(rows: rows, channels: channels) { first, rows, sums, squares in
      vk_moments(rows, channels, x.pointer + first * channels, x.pointer, sums, squares)
    }
    var mean = Tensor(uninitialized: [channels])
    var variance = Tensor(uninitialized: [channels])
    for (channel, (sum, square)) in totals.enumerated() {
      let offset = sum / Double(rows)
      mean.mutablePointer[channel] = Float(Double(x.pointer[channel]) + offset)
      variance.mutablePointer[channel] = Float(max(0, square / Double(rows) - offset * offset))
    }
    self.init(mean: mean, variance: variance, samples: rows)
  }
}

/// Two sums over the rows for each channel: fixed stretches of rows in single precision, whose sums
/// are added up in their order in double precision.
private func pairsOfSums(
  rows: Int, channels: Int,
  _ body: (
    _ first: Int, _ rows: Int, _ sums: UnsafeMutablePointer<Float>,
    _ others: UnsafeMutablePointer<Float>
  ) -> Void
) -> [(Double, Double)] {
  let stretches = rowStretches(rows: rows, columns: channels)
  var partials = Tensor(uninitialized: [stretches, 2, channels])
  let target = partials.mutablePointer
  forEachRowStretch(rows: rows, columns: channels) { stretch, first, rows in
    let sums = target + stretch * 2 * channels
    body(first, rows, sums, sums + channels)
  }
  return (0..<channels).map { channel in
    (0..<stretches).reduce(into: (0.0, 0.0)) { total, stretch in
      total.0 += Double(target[stretch * 2 * channels + channel])
      total.1 += Double(target[(stretch * 2 + 1) * channels + channel])
    }
  }
}

/// Per channel, the sums of dy and of dy · (x - mean).
private func normalizationSums(
  _ dy: Tensor, x: Tensor, mean: Tensor
) -> (dySum: Tensor, productSum: Tensor) {
  let channels = x.shape[-1]
  let rows = x.count / channels
  let totals = pairsOfSums(rows: rows, channels: channels) { first, rows, sums, products in
    let offset = first * channels
    vk_normalization_sums(
      rows, channels, dy.pointer + offset, x.pointer + offset, mean.pointer, sums, products)
  }
  let dySum = Tensor(totals.map { Float($0.0) })
  let productSum = Tensor(totals.map { Float($0.1) })
  return (dySum, productSum)
}

extension Tensor {
  /// x · scale per channel.
  fileprivate func scaled(by scale: Tensor) -> Tensor {
    let zeros = Tensor(zeros: scale.shape)
    return normalized(mean: zeros, scale: scale, shift: zeros)
  }

  /// (x - mean) · scale + shift per channel, all three of shape [channels]. The difference comes
  /// first: x · scale - mean · scale would cancel where the mean is far from zero.
  fileprivate func normalized(mean: Tensor, scale: Tensor, shift: Tensor) -> Tensor {
    let channels = shape[-1]
    var y = Tensor(uninitialized: shape)
    let target = y.mutablePointer
    forEachRowStretch(rows: channels == 0 ? 0 : count / channels, columns: channels) {
      _, first, rows in
      let offset = first * channels
      vk_affine(
        rows, channels, pointer + offset, mean.pointer, scale.pointer, shift.pointer,
        target + offset)
    }
    return y
  }
}
