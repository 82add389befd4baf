import CVectorKernels

extension KernelCases {
  static func matrixCases() -> [KernelCase] {
    [
      // The upsampling convolutions: tiles of a group of images x output x input channels.
      matrixProduct(m: 128, n: 128, k: 128), matrixProduct(m: 98, n: 64, k: 128),
      preciseProduct(m: 32, n: 128, k: 392), preciseProduct(m: 45, n: 110, k: 75),
      preciseSums(m: 32, n: 500), packRows(n: 128, k: 128),
      packColumns(n: 128, k: 128),
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

  /// M = batch, N = some columns of 500 outputs, K = inputs, held to a tenth of what a plain sum in
  /// single precision is off by.
  private static func preciseProduct(m: Int, n: Int, k: Int) -> KernelCase {
    let row = 500
    let (a, b) = (Floats(random: m * k, stream: 0), Floats(random: k * row, stream: 1))
    let width = vk_panel_width()
    let panels = (n + width - 1) / width
    let totals = Doubles(zeros: panels * m * width)
    return KernelCase(
      kernel: "vk_precise_product", shape: "\(m)x\(n)x\(k)", operations: 2 * m * n * k,
      bytes: 4 * (m * k + k * n) + 8 * m * n, tolerance: 1.5e-7, operands: [],
      call: { vk_precise_product(m, n, k, a.pointer, k, b.pointer, row, totals.pointer) },
      found: {
        (0..<m * n).map { index in
          let (i, j) = (index / n, index % n)
          return totals.pointer[(j / width * m + i) * width + j % width]
        }
      },
      wanted: {
        (0..<m * n).map { index in
          (0..<k).reduce(0) { sum, l in
            sum + a.original(index / n * k + l) * b.original(l * row + index % n)
          }
        }
      })
  }

  /// Totals of the two halves of a layer's inputs, in panels, to its outputs in rows.
  private static func preciseSums(m: Int, n: Int) -> KernelCase {
    let width = vk_panel_width()
    let part = (n + width - 1) / width * width * m
    let (totals, c) = (Doubles(random: 2 * part, stream: 0), Floats(zeros: m * n))
    return KernelCase(
      kernel: "vk_precise_sums", shape: "2x\(m)x\(n)", operations: m * n,
      bytes: 16 * m * n + 4 * m * n, tolerance: 1e-7, operands: [c],
      call: {
        for row in stride(from: 0, to: m, by: 8) {
          vk_precise_sums(m, n, row, min(8, m - row), 2, totals.pointer, part, c.pointer)
        }
      },
      found: { c.doubles },
      wanted: {
        (0..<m * n).map { index in
          let place = (index % n / width * m + index / n) * width + index % n % width
          return totals.pointer[place] + totals.pointer[part + place]
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
