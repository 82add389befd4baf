import CVectorKernels

extension KernelCases {
  static func matrixCases() -> [KernelCase] {
    [
      // The upsampling convolutions: tiles of a group of images x output x input channels.
      matrixProduct(m: 128, n: 128, k: 128), matrixProduct(m: 98, n: 64, k: 128),
      preciseProduct(m: 64, k: 1024), packRows(n: 128, k: 128), packColumns(n: 128, k: 128),
      transpose(rows: 100, columns: 64),
    ]
  }

  /// M = tiles, N = output channels, K = input channels; b and c in panels.
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

  /// M = batch, N = one panel of outputs, K = inputs, held to a tenth of what a plain sum in single
  /// precision is off by.
  private static func preciseProduct(m: Int, k: Int) -> KernelCase {
    let n = vk_panel_width()
    let (a, b) = (Floats(random: m * k, stream: 0), Floats(random: k * n, stream: 1))
    let c = Floats(zeros: m * n)
    return KernelCase(
      kernel: "vk_precise_product", shape: "\(m)x\(n)x\(k)", operations: 2 * m * n * k,
      bytes: 4 * (m * k + k * n + m * n), tolerance: 1.5e-7, operands: [c],
      call: { vk_precise_product(m, n, k, a.pointer, k, b.pointer, n, c.pointer, n) },
      found: { c.doubles },
      wanted: {
        (0..<m * n).map { index in
          (0..<k).reduce(0) { sum, l in
            sum + a.original(index / n * k + l) * b.original(l * n + index % n)
          }
        }
      })
  }

  /// The second panel of a matrix that is stored row after row, as forward packs the kernels of an
  /// upsampling convolution: those of all 25 kinds lie side by side.
  private static func packRows(n: Int, k: Int) -> KernelCase {
    packPanel("row by row", n: n, k: k, row: 25 * n, column: 1)
  }

  /// The same of one that is stored column after column, as backward packs them.
  private static func packColumns(n: Int, k: Int) -> KernelCase {
    packPanel("column by column", n: n, k: k, row: 1, column: 25 * k)
  }

  private static func packPanel(_ order: String, n: Int, k: Int, row: Int, column: Int)
    -> KernelCase
  {
    let width = vk_panel_width()
    let b = Floats(random: (k - 1) * row + (n - 1) * column + 1, stream: 0)
    let panel = Floats(zeros: k * width)
    return KernelCase(
      kernel: "vk_pack_panel", shape: "\(k)x\(width) of \(k)x\(n) \(order)", operations: 0,
      bytes: 8 * k * width, operands: [panel],
      call: { vk_pack_panel(n, k, b.pointer, row, column, width, panel.pointer) },
      found: { panel.doubles },
      wanted: {
        (0..<k * width).map { b.original($0 / width * row + (width + $0 % width) * column) }
      })
  }

  /// Into the middle of wider rows, which stay what they are.
  private static func transpose(rows: Int, columns: Int) -> KernelCase {
    let length = rows + 28
    let (x, y) = (Floats(random: rows * columns, stream: 0), Floats(zeros: columns * length))
    return KernelCase(
      kernel: "vk_transpose", shape: "\(rows)x\(columns)", operations: 0,
      bytes: 8 * rows * columns, operands: [y],
      call: { vk_transpose(rows, columns, x.pointer, columns, y.pointer + 14, length) },
      found: { y.doubles },
      wanted: {
        (0..<columns * length).map { index in
          let row = index % length - 14
          return (0..<rows).contains(row) ? x.original(row * columns + index / length) : 0
        }
      })
  }
}
