/// A grid of character cells, each of several dots, for lines in a terminal.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// Dots of a cell: 2 by 4 for Braille, 1 by 1 for plain characters.
  let dotsAcross: Int
  let dotsDown: Int
  /// By cell: which dots are set, one bit each, row by row.
  private(set) var dots: [UInt8]
  /// By cell: the series that was drawn last.
  private(set) var owners: [Int]

  init(columns: Int, rows: Int, dotsAcross: Int, dotsDown: Int) {
    self.columns = columns
    self.rows = rows
    self.dotsAcross = dotsAcross
    self.dotsDown = dotsDown
    dots = [UInt8](repeating: 0, count: columns * rows)
    owners = [Int](repeating: 0, count: columns * rows)
  }

  /// Sets the dots of a straight line between two dots (Bresenham,
  /// https://doi.org/10.1147/sj.41.0025).
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), owner: Int) {
    let width = abs(end.x - start.x)
    let height = -abs(end.y - start.y)
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y) = start
    var error = width + height
    while true {
      set(x, y, owner: owner)
      if x == end.x && y == end.y { return }
      let doubled = 2 * error
      if doubled >= height {
        error += height
        x += stepX
      }
      if doubled <= width {
        error += width
        y += stepY
      }
    }
  }

  private mutating func set(_ x: Int, _ y: Int, owner: Int) {
    guard x >= 0, y >= 0, x < columns * dotsAcross, y < rows * dotsDown else { return }
    let cell = y / dotsDown * columns + x / dotsAcross
    dots[cell] |= 1 << (y % dotsDown * dotsAcross + x % dotsAcross)
    owners[cell] = owner
  }

  /// The Braille pattern of a cell of 2 by 4 dots. Unicode counts the upper six dots column by
  /// column, then the lowest two.
  static func braille(_ dots: UInt8) -> Character {
    let order: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let bits = order.indices.reduce(UInt32(0)) { bits, index in
      dots >> index & 1 == 1 ? bits | order[index] : bits
    }
    return Character(UnicodeScalar(0x2800 + bits) ?? " ")
  }
}
