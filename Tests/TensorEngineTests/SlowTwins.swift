import Platform
import TensorEngine

/// Every operation once more, as its definition says it and in double precision: loops over all
/// indices, no packing, no sharing of work, no threads.
enum SlowTwin {
  static func matrixProduct(_ a: SlowTensor, _ b: SlowTensor) -> SlowTensor {
    var c = SlowTensor(zeros: [a.shape[0], b.shape[1]])
    for i in 0..<a.shape[0] {
      for j in 0..<b.shape[1] {
        for k in 0..<a.shape[1] {
          c.values[c.offset(i, j)] += a.values[a.offset(i, k)] * b.values[b.offset(k, j)]
        }
      }
    }
    return c
  }

  static func transposed(_ a: SlowTensor) -> SlowTensor {
    var b = SlowTensor(zeros: [a.shape[1], a.shape[0]])
    for i in 0..<a.shape[0] {
      for j in 0..<a.shape[1] { b.values[b.offset(j, i)] = a.values[a.offset(i, j)] }
    }
    return b
  }

  /// x plus one value per last index.
  static func biased(_ x: SlowTensor, _ bias: SlowTensor?) -> SlowTensor {
    guard let bias else { return x }
    var y = x
    for index in y.values.indices { y.values[index] += bias.values[index % bias.values.count] }
    return y
  }

  static func activation(_ x: SlowTensor, _ function: Activation) -> SlowTensor {
    x.map { x in
      switch function {
      case .identity: x
      case .relu: max(x, 0)
      case .leakyRelu(let slope): x > 0 ? x : Double(slope) * x
      case .tanh: tanh(x)
      case .sigmoid: 1 / (1 + exp(-x))
      }
    }
  }

  /// dy · f'(x).
  static func activationGradient(
    _ dy: SlowTensor, _ x: SlowTensor, _ function: Activation
  ) -> SlowTensor {
    let slopes = x.map { x in
      switch function {
      case .identity: 1
      case .relu: x > 0 ? 1 : 0
      case .leakyRelu(let slope): x > 0 ? 1 : Double(slope)
      case .tanh: 1 - tanh(x) * tanh(x)
      case .sigmoid: exp(-x) / ((1 + exp(-x)) * (1 + exp(-x)))
      }
    }
    return SlowTensor(zip(dy.values, slopes.values).map(*), shape: x.shape)
  }

  static func dense(
    _ x: SlowTensor, _ weight: SlowTensor, _ bias: SlowTensor?, _ function: Activation
  ) -> SlowTensor {
    activation(biased(matrixProduct(x, weight), bias), function)
  }

  /// Calls `body` with the offsets of y, x and weight for every product of a convolution. All
  /// three of forward pass, input gradient and weight gradient are sums over these terms.
  static func convolutionTerms(
    x: Shape, weight: Shape, stride: Int, padding: Padding = .same,
    _ body: (_ y: Int, _ x: Int, _ weight: Int) -> Void
  ) -> Shape {
    let (height, width, inputs, outputs) = (x[1], x[2], x[3], weight[3])
    let (rows, top) = windows(side: height, size: weight[0], stride: stride, padding: padding)
    let (columns, left) = windows(side: width, size: weight[1], stride: stride, padding: padding)
    for image in 0..<x[0] {
      for i in 0..<rows {
        for j in 0..<columns {
          for s in 0..<weight[0] {
            for t in 0..<weight[1] {
              let (p, q) = (i * stride + s - top, j * stride + t - left)
              guard (0..<height).contains(p), (0..<width).contains(q) else { continue }
              let yBase = ((image * rows + i) * columns + j) * outputs
              let xBase = ((image * height + p) * width + q) * inputs
              let weightBase = (s * weight[1] + t) * inputs * outputs
              for input in 0..<inputs {
                for output in 0..<outputs {
                  body(yBase + output, xBase + input, weightBase + input * outputs + output)
                }
              }
            }
          }
        }
      }
    }
    return [x[0], rows, columns, outputs]
  }

  static func convolution(
    _ x: SlowTensor, _ weight: SlowTensor, _ bias: SlowTensor?, stride: Int,
    padding: Padding = .same, _ function: Activation
  ) -> SlowTensor {
    func terms(_ body: (Int, Int, Int) -> Void) -> Shape {
      convolutionTerms(
        x: x.shape, weight: weight.shape, stride: stride, padding: padding, body)
    }
    var y = SlowTensor(zeros: terms { _, _, _ in })
    _ = terms { a, b, c in
      y.values[a] += x.values[b] * weight.values[c]
    }
    return activation(biased(y, bias), function)
  }

  /// The gradients of a convolution without bias and activation, given dy.
  static func convolutionGradients(
    _ dy: SlowTensor, _ x: SlowTensor, _ weight: SlowTensor, stride: Int,
    padding: Padding = .same
  ) -> (dx: SlowTensor, dweight: SlowTensor) {
    var dx = SlowTensor(zeros: x.shape)
    var dweight = SlowTensor(zeros: weight.shape)
    _ = convolutionTerms(
      x: x.shape, weight: weight.shape, stride: stride, padding: padding
    ) { a, b, c in
      dx.values[b] += dy.values[a] * weight.values[c]
      dweight.values[c] += dy.values[a] * x.values[b]
    }
    return (dx, dweight)
  }

  /// Every pixel four times.
  static func upsampled(_ x: SlowTensor) -> SlowTensor {
    var y = SlowTensor(zeros: [x.shape[0], 2 * x.shape[1], 2 * x.shape[2], x.shape[3]])
    for image in 0..<y.shape[0] {
      for i in 0..<y.shape[1] {
        for j in 0..<y.shape[2] {
          for channel in 0..<y.shape[3] {
            y.values[y.offset(image, i, j, channel)] =
              x.values[x.offset(image, i / 2, j / 2, channel)]
          }
        }
      }
    }
    return y
  }

  /// The transpose of ``upsampled(_:)``.
  static func upsampledGradient(_ dy: SlowTensor) -> SlowTensor {
    var dx = SlowTensor(zeros: [dy.shape[0], dy.shape[1] / 2, dy.shape[2] / 2, dy.shape[3]])
    for image in 0..<dy.shape[0] {
      for i in 0..<dy.shape[1] {
        for j in 0..<dy.shape[2] {
          for channel in 0..<dy.shape[3] {
            dx.values[dx.offset(image, i / 2, j / 2, channel)] +=
              dy.values[dy.offset(image, i, j, channel)]
          }
        }
      }
    }
    return dx
  }

  static func columnSums(_ x: SlowTensor) -> SlowTensor {
    var sums = SlowTensor(zeros: [x.shape[-1]])
    for (index, value) in x.values.enumerated() { sums.values[index % x.shape[-1]] += value }
    return sums
  }

  /// Mean and biased variance over all axes but the last.
  static func statistics(_ x: SlowTensor) -> (mean: SlowTensor, variance: SlowTensor) {
    let samples = Double(x.values.count / x.shape[-1])
    let mean = columnSums(x).map { $0 / samples }
    var square = x
    for index in square.values.indices {
      let difference = x.values[index] - mean.values[index % x.shape[-1]]
      square.values[index] = difference * difference
    }
    return (mean, columnSums(square).map { $0 / samples })
  }

  static func normalized(
    _ x: SlowTensor, gamma: SlowTensor, beta: SlowTensor, mean: SlowTensor, variance: SlowTensor,
    epsilon: Double
  ) -> SlowTensor {
    var y = x
    for index in y.values.indices {
      let channel = index % x.shape[-1]
      let deviation = (variance.values[channel] + epsilon).squareRoot()
      y.values[index] =
        (x.values[index] - mean.values[channel]) / deviation * gamma.values[channel]
        + beta.values[channel]
    }
    return y
  }

  /// Gradients of batch normalisation with the batch's own statistics; the formula of Ioffe and
  /// Szegedy 2015, section 3, with the sums over the batch spelled out.
  static func normalizationGradients(
    _ dy: SlowTensor, x: SlowTensor, gamma: SlowTensor, epsilon: Double
  ) -> (dx: SlowTensor, dgamma: SlowTensor, dbeta: SlowTensor) {
    let (mean, variance) = statistics(x)
    let one = mean.map { _ in 1 }
    let zero = mean.map { _ in 0 }
    let normal = normalized(
      x, gamma: one, beta: zero, mean: mean, variance: variance, epsilon: epsilon)
    var product = dy
    for index in product.values.indices { product.values[index] *= normal.values[index] }
    let (dbeta, dgamma) = (columnSums(dy), columnSums(product))
    let samples = Double(x.values.count / x.shape[-1])
    var dx = dy
    for index in dx.values.indices {
      let channel = index % x.shape[-1]
      dx.values[index] =
        gamma.values[channel] / (variance.values[channel] + epsilon).squareRoot()
        * (dy.values[index] - dbeta.values[channel] / samples
          - normal.values[index] * dgamma.values[channel] / samples)
    }
    return (dx, dgamma, dbeta)
  }

  /// What dropout multiplies each element by: word e / 16 mod 4 of block 16 · (e / 64) + e mod 16
  /// belongs to element e, and keeps it where it is below keep · 2^32.
  static func dropoutFactors(
    _ shape: Shape, rate: Float, seed: UInt64, purpose: RandomPurpose, iteration: Int, stream: Int
  ) -> SlowTensor {
    let keep = 1 - rate
    let limit = UInt64(Double(keep) * 0x1p32)
    let factors = (0..<shape.count).map { element in
      let block = Philox.block(
        counter: SIMD4(
          UInt32(element / 64 * 16 + element % 16), UInt32(stream) << 8 | UInt32(purpose.rawValue),
          UInt32(truncatingIfNeeded: iteration), UInt32(iteration >> 32)),
        key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32)))
      return UInt64(block[element / 16 % 4]) < limit ? Double(1 / keep) : 0
    }
    return SlowTensor(factors, shape: shape)
  }

  static func labelGate(_ x: SlowTensor, _ embedding: SlowTensor, _ labels: [Int]) -> SlowTensor {
    var y = x
    for (row, label) in labels.enumerated() {
      for column in 0..<x.shape[1] {
        y.values[y.offset(row, column)] *= embedding.values[embedding.offset(label, column)]
      }
    }
    return y
  }

  /// -log p of the right answer, where p = sigmoid(x) answers 1.
  static func sigmoidCrossEntropy(_ x: SlowTensor, target: Double) -> SlowTensor {
    x.map { target * log1p(exp(-$0)) + (1 - target) * log1p(exp($0)) }
  }

  static func softmaxCrossEntropy(_ x: SlowTensor, _ labels: [Int]) -> SlowTensor {
    let classes = x.shape[1]
    return SlowTensor(
      labels.enumerated().map { row, label in
        let logits = x.values[row * classes..<(row + 1) * classes]
        return log(logits.reduce(0) { $0 + exp($1) }) - logits[row * classes + label]
      }, shape: [labels.count])
  }

  static func zeroPadding(_ x: SlowTensor) -> SlowTensor {
    var y = SlowTensor(zeros: [x.shape[0], x.shape[1] + 1, x.shape[2] + 1, x.shape[3]])
    for image in 0..<x.shape[0] {
      for i in 0..<x.shape[1] {
        for j in 0..<x.shape[2] {
          for channel in 0..<x.shape[3] {
            y.values[y.offset(image, i, j, channel)] = x.values[x.offset(image, i, j, channel)]
          }
        }
      }
    }
    return y
  }

  /// Adam's state of one number after a series of gradients.
  static func adam(
    _ start: Double, gradients: [Double], rate: Double, beta1: Double, beta2: Double,
    epsilon: Double
  ) -> [Double] {
    var (p, m, v) = (start, 0.0, 0.0)
    return gradients.enumerated().map { index, g in
      let t = Double(index + 1)
      m = beta1 * m + (1 - beta1) * g
      v = beta2 * v + (1 - beta2) * g * g
      p -=
        rate * (1 - pow(beta2, t)).squareRoot() / (1 - pow(beta1, t)) * m
        / (v.squareRoot() + epsilon)
      return p
    }
  }
}
