import CVectorKernels
import TensorEngine

/// What an upsampling convolution's tiles add up, written out term by term, for a square image.
///
/// Kinds are numbered 5 * that of the rows + that of the columns; a kind's tiles row by row.
struct TileTerms {
  let side: Int
  let channels: Int
  let axis: UpsamplingTiles

  init(side: Int, channels: Int) {
    self.side = side
    self.channels = channels
    axis = UpsamplingTiles(pixels: side)
  }

  /// Tiles of a kind in one image.
  func tiles(_ kind: Int) -> Int { axis.count(kind / 5) * axis.count(kind % 5) }

  /// The kinds whose columns have differences of their own.
  var leaders: [Int] { (0..<25).filter { axis.leader($0 % 5) == $0 % 5 } }

  /// Calls `body` for every pixel that a tile's difference contains, with the sign that it has.
  func inputs(_ kind: Int, _ body: (_ tile: Int, _ pixel: Int, _ sign: Double) -> Void) {
    eachTile(kind, of: inputs) { tile, row, column in
      body(tile, row.0 * side + column.0, row.1 * column.1)
    }
  }

  /// Calls `body` for every output that a tile's product is part of.
  func outputs(_ kind: Int, _ body: (_ tile: Int, _ output: Int) -> Void) {
    eachTile(kind, of: outputs) { tile, row, column in
      body(tile, row * 2 * side + column)
    }
  }

  private func eachTile<Term>(
    _ kind: Int, of terms: (_ kind: Int, _ tile: Int) -> [Term],
    _ body: (_ tile: Int, _ row: Term, _ column: Term) -> Void
  ) {
    let width = axis.count(kind % 5)
    for tile in 0..<tiles(kind) {
      for row in terms(kind / 5, tile / width) {
        for column in terms(kind % 5, tile % width) { body(tile, row, column) }
      }
    }
  }

  // MARK: One axis

  /// The pixels of a tile with their signs, without those outside.
  private func inputs(_ kind: Int, tile: Int) -> [(Int, Double)] {
    let plus = (elements(axis.axis.plus)[kind] + 2 * tile, 1.0)
    let minus = (elements(axis.axis.minus)[kind] + 2 * tile, -1.0)
    return (kind == 0 ? [plus] : [plus, minus]).filter { (0..<side).contains($0.0) }
  }

  /// The outputs of a tile, without those outside.
  private func outputs(_ kind: Int, tile: Int) -> [Int] {
    let first = elements(axis.axis.first)[kind] + 4 * tile
    return (first..<first + (kind == 0 ? 4 : 1)).filter { (0..<2 * side).contains($0) }
  }

  private func elements(_ five: (Int, Int, Int, Int, Int)) -> [Int] {
    [five.0, five.1, five.2, five.3, five.4]
  }
}

/// Where the tiles of each kind lie in one block of memory.
struct TileLayout {
  let first: [Int]
  /// All of them together.
  let tiles: Int

  init(sizes: [Int]) {
    first = sizes.indices.map { sizes[..<$0].reduce(0, +) }
    tiles = sizes.reduce(0, +)
  }
}
