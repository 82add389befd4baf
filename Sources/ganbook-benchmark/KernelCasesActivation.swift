import CVectorKernels
import Platform

/// The last layers of the generator, one image: rows are pixels.
private let (rows, channels, slope) = (784, 64, Float(0.2))
private let count = rows * channels

extension KernelCases {
  static func activationCases() -> [KernelCase] {
    [
      biasActivate("leaky ReLU", vk_leaky_relu) { $0 > 0 ? $0 : Double(slope) * $0 },
      biasActivate("leaky ReLU, scaled", vk_leaky_relu, isScaled: true) {
        $0 > 0 ? $0 : Double(slope) * $0
      },
      biasActivate("tanh", vk_tanh) { tanh($0) },
      biasActivate("sigmoid", vk_sigmoid) { 1 / (1 + exp(-$0)) },
      activationGradient(),
      outputGradient("leaky ReLU", vk_leaky_relu) { $0 > 0 ? 1 : Double(slope) },
      outputGradient("tanh", vk_tanh) { 1 - $0 * $0 },
      outputGradient("normalised, identity", vk_identity, isNormalized: true) { _ in 1 },
      outputGradient("normalised, leaky ReLU", vk_leaky_relu, isNormalized: true) {
        $0 > 0 ? 1 : Double(slope)
      },
    ]
  }

  private static func biasActivate(
    _ name: String, _ activation: vk_activation, isScaled: Bool = false,
    _ definition: @escaping (Double) -> Double
  ) -> KernelCase {
    let x = Floats(random: count, stream: 0)
    let perChannel = (1...3).map { Floats(random: channels, stream: $0) }
    let (bias, scale, shift) = (perChannel[0], perChannel[1], perChannel[2])
    return KernelCase(
      kernel: "vk_bias_activate", shape: "\(rows)x\(channels) \(name)",
      operations: (isScaled ? 4 : 2) * count, bytes: 8 * count, operands: [x],
      call: {
        vk_bias_activate(
          rows, channels, x.pointer, bias.pointer, activation, slope,
          isScaled ? scale.pointer : nil, isScaled ? shift.pointer : nil)
      },
      found: { x.doubles },
      wanted: {
        (0..<count).map { index in
          let channel = index % channels
          let y = definition(x.original(index) + bias.original(channel))
          return isScaled ? y * scale.original(channel) + shift.original(channel) : y
        }
      })
  }

  private static func activationGradient() -> KernelCase {
    let (y, dy) = (Floats(random: count, stream: 0), Floats(random: count, stream: 1))
    let dz = Floats(zeros: count)
    return KernelCase(
      kernel: "vk_activation_gradient", shape: "\(rows)x\(channels) leaky ReLU",
      operations: count, bytes: 12 * count, operands: [dz],
      call: {
        vk_activation_gradient(count, dy.pointer, y.pointer, vk_leaky_relu, slope, dz.pointer)
      },
      found: { dz.doubles },
      wanted: {
        (0..<count).map { dy.original($0) * (y.original($0) > 0 ? 1 : Double(slope)) }
      })
  }

  /// `derivative` is that of the activation, given its output.
  private static func outputGradient(
    _ name: String, _ activation: vk_activation, isNormalized: Bool = false,
    derivative: @escaping (Double) -> Double
  ) -> KernelCase {
    let tensors = (0...2).map { Floats(random: count, stream: $0) }
    let (dy, x, y) = (tensors[0], tensors[1], tensors[2])
    let perChannel = (3...7).map { Floats(random: channels, stream: $0) }
    let (mean, a, b, c) = (perChannel[0], perChannel[1], perChannel[2], perChannel[3])
    let (dz, sums) = (Floats(zeros: count), perChannel[4])
    let reads = 1 + (isNormalized ? 1 : 0) + (activation == vk_identity ? 0 : 1)
    return KernelCase(
      kernel: "vk_output_gradient", shape: "\(rows)x\(channels) \(name)",
      operations: (isNormalized ? 7 : 2) * count, bytes: 4 * (reads + 1) * count,
      operands: [dz, sums],
      call: {
        func ifNormalized(_ numbers: Floats) -> UnsafePointer<Float>? {
          isNormalized ? UnsafePointer(numbers.pointer) : nil
        }
        vk_output_gradient(
          rows, channels, dy.pointer, ifNormalized(x), ifNormalized(mean), ifNormalized(a),
          ifNormalized(b), ifNormalized(c), y.pointer, activation, slope, dz.pointer,
          sums.pointer)
      },
      found: { dz.doubles + sums.doubles },
      wanted: {
        var totals = (0..<channels).map(sums.original)
        let gradients = (0..<count).map { index in
          let channel = index % channels
          let centred = x.original(index) - mean.original(channel)
          let dx =
            isNormalized
            ? a.original(channel) * dy.original(index) + b.original(channel) * centred
              + c.original(channel) : dy.original(index)
          let gradient = dx * derivative(y.original(index))
          totals[channel] += gradient
          return gradient
        }
        return gradients + totals
      })
  }
}
