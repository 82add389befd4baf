import CVectorKernels

/// Every kernel, on the shapes of an ACGAN iteration where it has some.
package enum KernelCases {
  package static func all() -> [KernelCase] {
    matrixCases() + upsamplingCases() + convolutionCases() + activationCases() + rowCases()
      + elementCases()
  }
}

// MARK: - Matrix product

extension KernelCases {
  private static func matrixCases() -> [KernelCase] {
    [
      matrixProduct(m: 49, n: 1152, k: 128), matrixProduct(m: 196, n: 576, k: 128),
      packPanel(n: 576, k: 128),
    ]
  }

  /// M = low-resolution pixels, N = taps · output channels, K = input channels, both in panels.
  static func matrixProduct(m: Int, n: Int, k: Int) -> KernelCase {
    let width = vk_panel_width()
    let (a, b) = (Floats(random: m * k, stream: 0), Floats(random: k * n, stream: 1))
    let c = Floats(zeros: m * n)
    return KernelCase(
      kernel: "vk_matrix_product", shape: "\(m)x\(n)x\(k)", operations: 2 * m * n * k,
      bytes: 4 * (m * k + k * n + m * n), operands: [c],
      call: {
        var left = vk_matrix(base: a.pointer, row: k, column: 1, block: 0, block_length: Int.max)
        vk_matrix_product(
          m, n, k, &left, b.pointer, width, k * width, c.pointer, width, m * width, 0)
      },
      found: { c.doubles },
      wanted: {
        var sums = [Double](repeating: 0, count: m * n)
        for panel in 0..<n / width {
          for i in 0..<m {
            for l in 0..<k {
              let factor = a.original(i * k + l)
              for j in 0..<width {
                sums[(panel * m + i) * width + j] +=
                  factor * b.original((panel * k + l) * width + j)
              }
            }
          }
        }
        return sums
      })
  }

  private static func packPanel(n: Int, k: Int) -> KernelCase {
    let width = vk_panel_width()
    let (b, panel) = (Floats(random: k * n, stream: 0), Floats(zeros: k * width))
    return KernelCase(
      kernel: "vk_pack_panel", shape: "\(k)x\(width) of \(k)x\(n)", operations: 0,
      bytes: 8 * k * width, operands: [panel],
      call: { vk_pack_panel(n, k, b.pointer, n, 1, width, panel.pointer) },
      found: { panel.doubles },
      wanted: {
        (0..<k * width).map { b.original($0 / width * n + width + $0 % width) }
      })
  }
}

// MARK: - Upsampling convolution

extension KernelCases {
  /// Calls `body` for every sum of an upsampling convolution's shift-add: the index of the output
  /// element, and that of the product that is added to it.
  private static func shifts(
    side: Int, channels: Int, _ body: (_ output: Int, _ product: Int) -> Void
  ) {
    let width = vk_panel_width()
    let blocks = (channels + width - 1) / width
    for i in 0..<2 * side {
      for j in 0..<2 * side {
        for tap in 0..<9 {
          let (p, q) = (i + tap / 3 - 1, j + tap % 3 - 1)
          guard (0..<2 * side).contains(p), (0..<2 * side).contains(q) else { continue }
          let pixel = p / 2 * side + q / 2
          for channel in 0..<channels {
            let panel = (tap * blocks + channel / width) * side * side + pixel
            body((i * 2 * side + j) * channels + channel, panel * width + channel % width)
          }
        }
      }
    }
  }

  private static func upsamplingCases() -> [KernelCase] {
    [(7, 128), (14, 64)].flatMap { side, channels in
      let (low, high) = (9 * side * side * channels, 4 * side * side * channels)
      let (products, bias) = (Floats(random: low, stream: 0), Floats(random: channels, stream: 1))
      let y = Floats(zeros: high)
      let (dz, dproducts) = (Floats(random: high, stream: 2), Floats(zeros: low))
      return [
        KernelCase(
          kernel: "vk_shift_add", shape: "\(side)x\(side)x\(channels)", operations: 10 * high,
          bytes: 4 * (low + high), operands: [y],
          call: {
            vk_shift_add(
              side, side, channels, products.pointer, bias.pointer, vk_leaky_relu, 0, nil, nil,
              y.pointer)
          },
          found: { y.doubles },
          wanted: {
            var sums = (0..<high).map { bias.original($0 % channels) }
            shifts(side: side, channels: channels) { sums[$0] += products.original($1) }
            return sums.map { max($0, 0) }
          }),
        KernelCase(
          kernel: "vk_shift_gather", shape: "\(side)x\(side)x\(channels)", operations: 9 * high,
          bytes: 4 * (low + high), operands: [dproducts],
          call: { vk_shift_gather(side, side, channels, dz.pointer, dproducts.pointer) },
          found: { dproducts.doubles },
          wanted: {
            var sums = [Double](repeating: 0, count: low)
            shifts(side: side, channels: channels) { sums[$1] += dz.original($0) }
            return sums
          }),
      ]
    }
  }
}
