import CVectorKernels

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
