import CVectorKernels
import TensorEngine
import Testing

@Suite("Upsampling tiles")
struct UpsamplingTilesTests {
  private static let sides = 1...16

  /// Whole numbers, so that nothing is rounded and the sums are compared exactly.
  @Test("The products add up to the convolution of the upsampled row", arguments: sides)
  func definition(pixels: Int) {
    let tiles = UpsamplingTiles(pixels: pixels)
    let x = (0..<pixels).map { 1 + $0 * $0 * 7 % 31 }
    let taps = [2, 30, 500]
    let kernels = [532, 2, 32, 500, 530]
    func pixel(_ index: Int) -> Int { x.indices.contains(index) ? x[index] : 0 }
    var y = [Int](repeating: 0, count: 2 * pixels)
    for kind in 0..<UpsamplingTiles.kinds {
      for tile in 0..<tiles.count(kind) {
        let plus = pixel(element(tiles.axis.plus, kind) + 2 * tile)
        let minus = kind == 0 ? 0 : pixel(element(tiles.axis.minus, kind) + 2 * tile)
        let first = element(tiles.axis.first, kind) + 4 * tile
        for output in first..<first + (kind == 0 ? 4 : 1) where y.indices.contains(output) {
          y[output] += kernels[kind] * (plus - minus)
        }
      }
    }
    let wanted = y.indices.map { output in
      (0..<3).reduce(0) { sum, tap in
        let up = output + tap - 1
        return sum + (y.indices.contains(up) ? taps[tap] * x[up / 2] : 0)
      }
    }
    #expect(y == wanted)
  }

  /// Only sums have outputs beyond the edge; of the other products each is needed.
  @Test("Every product has an output inside the row", arguments: sides)
  func noneInVain(pixels: Int) {
    let tiles = UpsamplingTiles(pixels: pixels)
    for kind in 0..<UpsamplingTiles.kinds {
      for tile in 0..<tiles.count(kind) {
        let first = element(tiles.axis.first, kind) + 4 * tile
        #expect((first..<first + (kind == 0 ? 4 : 1)).overlaps(0..<2 * pixels), "kind \(kind)")
      }
    }
  }

  @Test("25 products serve four pixels of an image with even sides", arguments: [2, 4, 14])
  func evenSides(pixels: Int) {
    let tiles = UpsamplingTiles(pixels: pixels)
    let products = (0..<UpsamplingTiles.kinds).map(tiles.count).reduce(0, +)
    #expect(4 * products * products == 25 * pixels * pixels)
  }

  @Test(
    "An odd side costs what its last pixel takes more",
    arguments: [(1, 3), (3, 8), (7, 18), (15, 38)])
  func oddSides(pixels: Int, products: Int) {
    let tiles = UpsamplingTiles(pixels: pixels)
    #expect((0..<UpsamplingTiles.kinds).map(tiles.count).reduce(0, +) == products)
  }

  @Test("Kinds of a group multiply the same differences", arguments: sides)
  func groups(pixels: Int) {
    let tiles = UpsamplingTiles(pixels: pixels)
    #expect(tiles.groups.flatMap { $0 } == Array(0..<UpsamplingTiles.kinds))
    for group in tiles.groups {
      for kind in group {
        #expect(tiles.leader(kind) == group[0])
        #expect(differences(tiles, kind) == differences(tiles, group[0]))
      }
    }
    #expect(tiles.groups.count == (pixels.isMultiple(of: 2) ? 4 : 5))
  }

  private func differences(_ tiles: UpsamplingTiles, _ kind: Int) -> [Int] {
    [tiles.count(kind), element(tiles.axis.plus, kind), element(tiles.axis.minus, kind)]
  }

  private func element(_ five: (Int, Int, Int, Int, Int), _ index: Int) -> Int {
    [five.0, five.1, five.2, five.3, five.4][index]
  }
}
