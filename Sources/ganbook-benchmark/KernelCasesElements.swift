import CVectorKernels
import TensorEngine

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// MARK: - Activations

extension KernelCases {
  static func activationCases() -> [KernelCase] {
    let (rows, channels, slope) = (784, 64, Float(0.2))
    let count = rows * channels
    let (x, bias) = (Floats(random: count, stream: 0), Floats(random: channels, stream: 1))
    func biased(_ index: Int) -> Double { x.original(index) + bias.original(index % channels) }
    func biasActivate(
      _ name: String, _ activation: vk_activation, _ definition: @escaping (Double) -> Double
    ) -> KernelCase {
      KernelCase(
        kernel: "vk_bias_activate", shape: "\(rows)x\(channels) \(name)", operations: 2 * count,
        bytes: 8 * count, operands: [x],
        call: {
          vk_bias_activate(rows, channels, x.pointer, bias.pointer, activation, slope, nil, nil)
        },
        found: { x.doubles }, wanted: { (0..<count).map { definition(biased($0)) } })
    }
    let (dy, dz) = (Floats(random: count, stream: 2), Floats(zeros: count))
    return [
      biasActivate("leaky ReLU", vk_leaky_relu) { $0 > 0 ? $0 : Double(slope) * $0 },
      biasActivate("tanh", vk_tanh) { tanh($0) },
      biasActivate("sigmoid", vk_sigmoid) { 1 / (1 + exp(-$0)) },
      KernelCase(
        kernel: "vk_activation_gradient", shape: "\(rows)x\(channels) leaky ReLU",
        operations: count, bytes: 12 * count, operands: [dz],
        call: {
          vk_activation_gradient(
            count, dy.pointer, x.pointer, vk_leaky_relu, slope, dz.pointer)
        },
        found: { dz.doubles },
        wanted: {
          (0..<count).map { dy.original($0) * (x.original($0) > 0 ? 1 : Double(slope)) }
        }),
    ]
  }
}

// MARK: - Rows

extension KernelCases {
  /// Batch normalisation's kernels and the sums of a bias gradient, on one image of the generator's
  /// last layers.
  static func rowCases() -> [KernelCase] {
    let (rows, channels) = (784, 64)
    let count = rows * channels
    let (x, dy) = (Floats(random: count, stream: 0), Floats(random: count, stream: 1))
    let perChannel = (2...5).map { Floats(random: channels, stream: $0) }
    let (mean, a, b, c) = (perChannel[0], perChannel[1], perChannel[2], perChannel[3])
    let (y, sums, squares) = (
      Floats(zeros: count), Floats(zeros: channels), Floats(zeros: channels)
    )
    func centred(_ index: Int) -> Double { x.original(index) - mean.original(index % channels) }
    func columnSums(_ term: (Int) -> Double) -> [Double] {
      var result = [Double](repeating: 0, count: channels)
      for index in 0..<count { result[index % channels] += term(index) }
      return result
    }
    func rowCase(
      _ kernel: String, operations: Int, tensors: Int, changes: [Floats],
      call: @escaping () -> Void, wanted: @escaping () -> [Double]
    ) -> KernelCase {
      KernelCase(
        kernel: kernel, shape: "\(rows)x\(channels)", operations: operations * count,
        bytes: 4 * tensors * count, operands: changes, call: call,
        found: { changes.flatMap(\.doubles) }, wanted: wanted)
    }
    return [
      rowCase(
        "vk_column_sums", operations: 1, tensors: 1, changes: [sums],
        call: { vk_column_sums(rows, channels, x.pointer, sums.pointer) },
        wanted: { columnSums { x.original($0) } }),
      rowCase(
        "vk_moments", operations: 4, tensors: 1, changes: [sums, squares],
        call: {
          vk_moments(rows, channels, x.pointer, mean.pointer, sums.pointer, squares.pointer)
        },
        wanted: { columnSums { centred($0) } + columnSums { centred($0) * centred($0) } }),
      rowCase(
        "vk_affine", operations: 3, tensors: 2, changes: [y],
        call: {
          vk_affine(rows, channels, x.pointer, mean.pointer, a.pointer, b.pointer, y.pointer)
        },
        wanted: {
          (0..<count).map {
            centred($0) * a.original($0 % channels) + b.original($0 % channels)
          }
        }),
      rowCase(
        "vk_normalization_sums", operations: 4, tensors: 2, changes: [sums, squares],
        call: {
          vk_normalization_sums(
            rows, channels, dy.pointer, x.pointer, mean.pointer, sums.pointer, squares.pointer)
        },
        wanted: { columnSums { dy.original($0) } + columnSums { dy.original($0) * centred($0) } }),
      rowCase(
        "vk_normalization_gradient", operations: 5, tensors: 3, changes: [y],
        call: {
          vk_normalization_gradient(
            rows, channels, dy.pointer, x.pointer, mean.pointer, a.pointer, b.pointer, c.pointer,
            y.pointer)
        },
        wanted: {
          (0..<count).map { index in
            let channel = index % channels
            return a.original(channel) * dy.original(index) + b.original(channel) * centred(index)
              + c.original(channel)
          }
        }),
    ]
  }
}

// MARK: - Element by element

extension KernelCases {
  static func elementCases() -> [KernelCase] {
    let count = 1 << 15
    let (x, y) = (Floats(random: count, stream: 0), Floats(random: count, stream: 1))
    let dropped = Floats(zeros: count)
    let sums = Doubles(count: count)
    let total = Doubles(count: 1)
    return [
      KernelCase(
        kernel: "vk_dropout", shape: "\(count)", operations: count, bytes: 8 * count,
        operands: [dropped],
        call: { vk_dropout(0, count, x.pointer, 0.75, 7, 8, 9, 10, 11, dropped.pointer) },
        found: { dropped.doubles },
        wanted: {
          (0..<count).map { element in
            let block = UInt32(element / 64 * 16 + element % 16)
            let words = Philox.block(counter: SIMD4(block, 9, 10, 11), key: SIMD2(7, 8))
            return words[element / 16 % 4] < 3 << 30 ? x.original(element) / 0.75 : 0
          }
        }),
      adam(count: count),
      KernelCase(
        kernel: "vk_add_to_double", shape: "\(count)", operations: count, bytes: 20 * count,
        operands: [],
        call: { vk_add_to_double(count, x.pointer, sums.pointer) },
        found: { sums.takeAll() }, wanted: { (0..<count).map(x.original) }),
      KernelCase(
        kernel: "vk_square_sum", shape: "\(count)", operations: 2 * count, bytes: 4 * count,
        operands: [],
        call: { vk_square_sum(count, x.pointer, total.pointer) },
        found: { total.takeAll() },
        wanted: { [(0..<count).reduce(0) { $0 + x.original($1) * x.original($1) }] }),
      KernelCase(
        kernel: "vk_add", shape: "\(count)", operations: count, bytes: 12 * count, operands: [y],
        call: { vk_add(count, x.pointer, y.pointer) },
        found: { y.doubles }, wanted: { (0..<count).map { x.original($0) + y.original($0) } }),
    ]
  }

  private static func adam(count: Int) -> KernelCase {
    let (p, m) = (Floats(random: count, stream: 0), Floats(random: count, stream: 1))
    let g = Floats(random: count, stream: 3)
    let v = Floats(Floats(random: count, stream: 2).initial.map(\.magnitude))
    return KernelCase(
      kernel: "vk_adam", shape: "\(count)", operations: 12 * count, bytes: 28 * count,
      operands: [p, m, v],
      call: {
        vk_adam(count, p.pointer, m.pointer, v.pointer, g.pointer, 2e-4, 0.5, 0.999, 1e-7)
      },
      found: { p.doubles + m.doubles + v.doubles },
      wanted: {
        // The single-precision values of the arguments, which the kernel computes with.
        let (rate, beta1, beta2) = (Double(Float(2e-4)), 0.5, Double(Float(0.999)))
        let gradient = (0..<count).map(g.original)
        let newM = (0..<count).map { beta1 * m.original($0) + (1 - beta1) * gradient[$0] }
        let newV = (0..<count).map {
          beta2 * v.original($0) + (1 - beta2) * gradient[$0] * gradient[$0]
        }
        let newP = (0..<count).map {
          p.original($0) - rate * newM[$0] / (newV[$0].squareRoot() + 1e-7)
        }
        return newP + newM + newV
      })
  }
}

/// Zeros in double precision that a kernel writes to.
private final class Doubles {
  let pointer: UnsafeMutablePointer<Double>
  private let count: Int

  init(count: Int) {
    self.count = count
    pointer = .allocate(capacity: count)
    pointer.initialize(repeating: 0, count: count)
  }

  deinit { pointer.deallocate() }

  /// What is there, and zeros again.
  func takeAll() -> [Double] {
    defer { pointer.update(repeating: 0, count: count) }
    return (0..<count).map { pointer[$0] }
  }
}
