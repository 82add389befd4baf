import CVectorKernels
import TensorEngine

// The slow twins follow the meaning of `vk_tile_axis`, term by term; that these terms add up to a
// convolution of the upsampled image is for the tests of `UpsamplingTiles` to say.

extension KernelCases {
  /// The two upsampling convolutions of the generator, one image: 7x7x128 to 128 channels, and
  /// 14x14x128 to 64.
  static func upsamplingCases() -> [KernelCase] {
    tapSumCases(channels: 128)
      + [7, 14].flatMap { tileInputCases(TileTerms(side: $0, channels: 128)) }
      + [(7, 128), (14, 64)].flatMap { side, channels in
        tileOutputCases(TileTerms(side: side, channels: channels))
      }
  }
}

// MARK: - Kernels

extension KernelCases {
  /// The taps that a kind sums up.
  private static let tapsOfKind = [[0, 1, 2], [0], [0, 1], [2], [1, 2]]

  /// Calls `body` with each tap that a kind's kernel contains.
  private static func tapTerms(_ body: (_ kind: Int, _ tap: Int) -> Void) {
    for kind in 0..<25 {
      for row in tapsOfKind[kind / 5] {
        for column in tapsOfKind[kind % 5] { body(kind, 3 * row + column) }
      }
    }
  }

  /// One input channel's taps, which lie as far apart as all input channels are long.
  private static func tapSumCases(channels: Int) -> [KernelCase] {
    let stride = 128 * channels
    let (taps, sums) = (Floats(random: 9 * stride, stream: 0), Floats(zeros: 25 * channels))
    let (dsums, dtaps) = (Floats(random: 25 * channels, stream: 1), Floats(zeros: 9 * stride))
    let bytes = 4 * (9 + 25) * channels
    return [
      KernelCase(
        kernel: "vk_tap_sums", shape: "3x3x\(channels)", operations: 24 * channels, bytes: bytes,
        operands: [sums],
        call: { vk_tap_sums(channels, stride, taps.pointer, sums.pointer) },
        found: { sums.doubles },
        wanted: {
          var result = [Double](repeating: 0, count: 25 * channels)
          tapTerms { kind, tap in
            for channel in 0..<channels {
              result[kind * channels + channel] += taps.original(tap * stride + channel)
            }
          }
          return result
        }),
      KernelCase(
        kernel: "vk_tap_sums_gradient", shape: "3x3x\(channels)", operations: 48 * channels,
        bytes: bytes, operands: [dtaps],
        call: { vk_tap_sums_gradient(channels, stride, dsums.pointer, dtaps.pointer) },
        found: { dtaps.doubles },
        wanted: {
          var result = [Double](repeating: 0, count: 9 * stride)
          tapTerms { kind, tap in
            for channel in 0..<channels {
              result[tap * stride + channel] += dsums.original(kind * channels + channel)
            }
          }
          return result
        }),
    ]
  }
}

// MARK: - Pixels

extension KernelCases {
  /// All kinds of rows, and the kinds of columns whose differences no other kind has already.
  private static func tileInputCases(_ terms: TileTerms) -> [KernelCase] {
    let (side, channels) = (terms.side, terms.channels)
    let numbers = side * side * channels
    let kinds = terms.leaders
    let layout = TileLayout(sizes: (0..<25).map { kinds.contains($0) ? terms.tiles($0) : 0 })
    let count = layout.tiles * channels
    let (x, tiles) = (Floats(random: numbers, stream: 0), Floats(zeros: count))
    let (dtiles, dx) = (Floats(random: count, stream: 1), Floats(random: numbers, stream: 2))
    /// Where the differences with a kind of rows begin for each kind of columns.
    func pointers(_ block: Floats, rowKind: Int) -> [UnsafeMutablePointer<Float>?] {
      (5 * rowKind..<5 * rowKind + 5).map {
        kinds.contains($0) ? block.pointer + layout.first[$0] * channels : nil
      }
    }
    func eachTerm(_ body: (_ tile: Int, _ pixel: Int, _ sign: Double) -> Void) {
      for kind in kinds {
        terms.inputs(kind) { tile, pixel, sign in
          for channel in 0..<channels {
            body(
              (layout.first[kind] + tile) * channels + channel, pixel * channels + channel, sign)
          }
        }
      }
    }
    var additions = 0
    eachTerm { _, _, _ in additions += 1 }
    return [
      KernelCase(
        kernel: "vk_tile_inputs", shape: "\(side)x\(side)x\(channels)",
        operations: additions - count, bytes: 4 * (numbers + count), operands: [tiles],
        call: {
          var axis = terms.axis.axis
          for rowKind in 0..<5 {
            vk_tile_inputs(
              &axis, &axis, Int32(rowKind), channels, x.pointer,
              pointers(tiles, rowKind: rowKind))
          }
        },
        found: { tiles.doubles },
        wanted: {
          var sums = [Double](repeating: 0, count: count)
          eachTerm { tile, pixel, sign in sums[tile] += sign * x.original(pixel) }
          return sums
        }),
      KernelCase(
        kernel: "vk_tile_input_gradient", shape: "\(side)x\(side)x\(channels)",
        operations: additions, bytes: 4 * (2 * numbers + count), operands: [dx],
        call: {
          var axis = terms.axis.axis
          for rowKind in 0..<5 {
            let tiles = pointers(dtiles, rowKind: rowKind).map { UnsafePointer($0) }
            vk_tile_input_gradient(&axis, &axis, Int32(rowKind), channels, tiles, dx.pointer)
          }
        },
        found: { dx.doubles },
        wanted: {
          var sums = (0..<numbers).map(dx.original)
          eachTerm { tile, pixel, sign in sums[pixel] += sign * dtiles.original(tile) }
          return sums
        }),
    ]
  }
}

// MARK: - Outputs

extension KernelCases {
  /// The products of the first of two images that were multiplied together, and their gradients.
  private static func tileOutputCases(_ terms: TileTerms) -> [KernelCase] {
    let (side, channels, width) = (terms.side, terms.channels, vk_panel_width())
    let (panels, outputs) = ((channels + width - 1) / width, 4 * side * side * channels)
    let layout = TileLayout(sizes: (0..<25).map { 2 * panels * terms.tiles($0) })
    let strides = (0..<25).map { 2 * terms.tiles($0) * width }
    let count = layout.tiles * width
    let (products, y) = (Floats(random: count, stream: 0), Floats(zeros: outputs))
    let (dz, dproducts) = (Floats(random: outputs, stream: 1), Floats(zeros: count))
    let perChannel = (2...5).map { Floats(random: channels, stream: $0) }
    let (bias, mean) = (perChannel[0], perChannel[1])
    let (scale, shift) = (perChannel[2], perChannel[3])
    func eachTerm(_ body: (_ product: Int, _ output: Int) -> Void) {
      for kind in 0..<25 {
        terms.outputs(kind) { tile, pixel in
          for channel in 0..<channels {
            body(
              (layout.first[kind] + tile) * width + channel / width * strides[kind]
                + channel % width, pixel * channels + channel)
          }
        }
      }
    }
    var additions = 0
    eachTerm { _, _ in additions += 1 }
    let bytes = 4 * (count / 2 + outputs)
    func outputCase(_ name: String, isNormalized: Bool, _ activation: vk_activation) -> KernelCase {
      KernelCase(
        kernel: "vk_tile_outputs", shape: "\(side)x\(side)x\(channels) \(name)",
        operations: additions + (isNormalized ? 4 : 1) * outputs, bytes: bytes, operands: [y],
        call: {
          var axis = terms.axis.axis
          var normalization = vk_normalization(
            mean: mean.pointer, scale: scale.pointer, shift: shift.pointer)
          let pointers = (0..<25).map {
            UnsafePointer?(products.pointer + layout.first[$0] * width)
          }
          withUnsafePointer(to: &normalization) {
            vk_tile_outputs(
              &axis, &axis, channels, pointers, strides, bias.pointer, activation, 0,
              isNormalized ? $0 : nil, y.pointer)
          }
        },
        found: { y.doubles },
        wanted: {
          var sums = (0..<outputs).map { bias.original($0 % channels) }
          eachTerm { product, output in sums[output] += products.original(product) }
          return sums.enumerated().map { index, sum in
            let value = activation == vk_identity ? sum : max(sum, 0)
            let channel = index % channels
            return isNormalized
              ? (value - mean.original(channel)) * scale.original(channel)
                + shift.original(channel) : value
          }
        })
    }
    return [
      outputCase("identity", isNormalized: false, vk_identity),
      outputCase("ReLU, normalised", isNormalized: true, vk_leaky_relu),
      KernelCase(
        kernel: "vk_tile_output_gradient", shape: "\(side)x\(side)x\(channels)",
        operations: additions - count / 2, bytes: bytes, operands: [dproducts],
        call: {
          var axis = terms.axis.axis
          for rowKind in 0..<5 {
            let kinds = 5 * rowKind..<5 * rowKind + 5
            let targets = kinds.map {
              UnsafeMutablePointer?(dproducts.pointer + layout.first[$0] * width)
            }
            vk_tile_output_gradient(
              &axis, &axis, Int32(rowKind), channels, dz.pointer, targets, Array(strides[kinds]))
          }
        },
        found: { dproducts.doubles },
        wanted: {
          var sums = [Double](repeating: 0, count: count)
          eachTerm { product, output in sums[product] += dz.original(output) }
          return sums
        }),
    ]
  }
}
