import CVectorKernels

/// How one axis of an upsampling convolution is cut into tiles.
///
/// After nearest-neighbour upsampling, the outputs around a pixel x₁ with the neighbours x₀ and x₂
/// differ little in what they see. With the taps k₀, k₁, k₂, the differences a = x₀ - x₁ and
/// b = x₂ - x₁, and S = k₀ + k₁ + k₂, the four outputs in a row are
///
///     S·x₁ + (k₀ + k₁)·a,  S·x₁ + k₀·a,  S·x₁ + k₂·b,  S·x₁ + (k₁ + k₂)·b
///
/// so five products serve two pixels, where each pixel times each tap would be six and each output
/// times each tap twelve. Over both axes 25 serve four pixels instead of 36, and 144. This is
/// Karatsuba's idea, and Winograd's minimal filtering F(2, 2) (1980, "Arithmetic Complexity of
/// Computations"), for the filters of even and odd outputs, which share the product with S. All
/// factors are 1 or -1, so that little precision is lost.
package struct UpsamplingTiles {
  package static let kinds = 5

  package let axis: vk_tile_axis
  /// The kinds that multiply the same differences, in order.
  package let groups: [[Int]]

  /// For an axis of `pixels` pixels before upsampling.
  ///
  /// The pixels x₁ are every second one, such that the outermost tiles have the least outputs
  /// beyond the edge; those that no output needs are left out.
  package init(pixels: Int) {
    let isOdd = pixels % 2
    let half = pixels / 2
    let whole = half + isOdd
    axis =
      isOdd == 1
      ? vk_tile_axis(
        pixels: pixels, count: (whole, whole, half, whole, half), plus: (0, -1, 1, 1, 1),
        minus: (0, 0, 2, 0, 0), first: (-1, 0, 3, 1, 2))
      : vk_tile_axis(
        pixels: pixels, count: (half, half, half, half, half), plus: (1, 0, 0, 2, 0),
        minus: (0, 1, 1, 1, -1), first: (1, 2, 1, 3, 0))
    groups = isOdd == 1 ? [[0], [1], [2], [3], [4]] : [[0], [1, 2], [3], [4]]
  }

  /// The tiles of a kind.
  package func count(_ kind: Int) -> Int {
    let count = axis.count
    return [count.0, count.1, count.2, count.3, count.4][kind]
  }

  /// The first of the kinds that multiply the same differences as `kind`.
  package func leader(_ kind: Int) -> Int { groups.first { $0.contains(kind) }?[0] ?? kind }
}
