import CVectorKernels

extension KernelCases {
  /// Calls `body` for every pixel that a window sees: output pixel, tap, input pixel.
  private static func windowPixels(
    _ window: vk_window, _ body: (_ output: Int, _ tap: Int, _ input: Int) -> Void
  ) {
    for output in 0..<window.output_height * window.output_width {
      for tap in 0..<window.kernel_height * window.kernel_width {
        let row =
          output / window.output_width * window.stride + tap / window.kernel_width - window.top
        let column =
          output % window.output_width * window.stride + tap % window.kernel_width - window.left
        guard (0..<window.height).contains(row), (0..<window.width).contains(column) else {
          continue
        }
        body(output, tap, row * window.width + column)
      }
    }
  }

  static func convolutionCases() -> [KernelCase] { columnCases() + tapCases() }

  /// The discriminator's second convolution, one image.
  private static func columnCases() -> [KernelCase] {
    let channels = 16
    let window = vk_window(
      height: 14, width: 14, channels: channels, kernel_height: 3, kernel_width: 3, stride: 2,
      top: 0, left: 0, output_height: 7, output_width: 7)
    let (inputs, length) = (14 * 14 * channels, 7 * 7 * 9 * channels)
    let (x, columns) = (Floats(random: inputs, stream: 0), Floats(zeros: length))
    let (dcolumns, dx) = (Floats(random: length, stream: 1), Floats(zeros: inputs))
    func elements(_ body: (_ column: Int, _ x: Int) -> Void) {
      windowPixels(window) { output, tap, input in
        for channel in 0..<channels {
          body((output * 9 + tap) * channels + channel, input * channels + channel)
        }
      }
    }
    return [
      KernelCase(
        kernel: "vk_image_columns", shape: "14x14x16 stride 2", operations: 0,
        bytes: 4 * (inputs + length), operands: [columns],
        call: {
          var window = window
          vk_image_columns(&window, x.pointer, columns.pointer)
        },
        found: { columns.doubles },
        wanted: {
          var result = [Double](repeating: 0, count: length)
          elements { result[$0] = x.original($1) }
          return result
        }),
      KernelCase(
        kernel: "vk_image_from_columns", shape: "14x14x16 stride 2", operations: length,
        bytes: 4 * (inputs + length), operands: [dx],
        call: {
          var window = window
          vk_image_from_columns(&window, dcolumns.pointer, dx.pointer)
        },
        found: { dx.doubles },
        wanted: {
          var sums = [Double](repeating: 0, count: inputs)
          elements { sums[$1] += dcolumns.original($0) }
          return sums
        }),
    ]
  }

  /// The generator's last convolution, one image: one channel comes out.
  private static func tapCases() -> [KernelCase] {
    let pixels = 28 * 28
    let window = vk_window(
      height: 28, width: 28, channels: 1, kernel_height: 3, kernel_width: 3, stride: 1, top: 1,
      left: 1, output_height: 28, output_width: 28)
    let (products, y) = (Floats(random: pixels * 9, stream: 0), Floats(zeros: pixels))
    let (dz, dproducts) = (Floats(random: pixels, stream: 1), Floats(zeros: pixels * 9))
    return [
      KernelCase(
        kernel: "vk_taps_add", shape: "28x28x1", operations: 9 * pixels, bytes: 40 * pixels,
        operands: [y],
        call: {
          var window = window
          vk_taps_add(&window, products.pointer, 9, y.pointer)
        },
        found: { y.doubles },
        wanted: {
          var sums = [Double](repeating: 0, count: pixels)
          windowPixels(window) { sums[$0] += products.original($2 * 9 + $1) }
          return sums
        }),
      KernelCase(
        kernel: "vk_taps_gather", shape: "28x28x1", operations: 0, bytes: 40 * pixels,
        operands: [dproducts],
        call: {
          var window = window
          vk_taps_gather(&window, dz.pointer, 9, dproducts.pointer)
        },
        found: { dproducts.doubles },
        wanted: {
          var result = [Double](repeating: 0, count: 9 * pixels)
          windowPixels(window) { result[$2 * 9 + $1] = dz.original($0) }
          return result
        }),
    ]
  }
}
