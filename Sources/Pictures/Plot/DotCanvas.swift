/// A grid of character cells, each of several dots, for lines in a terminal.
struct DotCanvas {
  let columns: Int
  let rows: Int
  /// Dots of a cell: 2 by 4 for Braille, 1 by 1 for plain characters.
  let dotsAcross: Int
  let dotsDown: Int
  /// By cell: which dots are set, one bit each, row by row.
  private(set) var dots: [UInt8]
  /// By cell: the series that have dots there, each once.
  private var series: [[Int]]

  init(columns: Int, rows: Int, dotsAcross: Int, dotsDown: Int) {
    self.columns = columns
    self.rows = rows
    self.dotsAcross = dotsAcross
    self.dotsDown = dotsDown
    dots = [UInt8](repeating: 0, count: columns * rows)
    series = [[Int]](repeating: [], count: columns * rows)
  }

  /// Sets the dots of a straight line between two dots (Bresenham,
  /// https://doi.org/10.1147/sj.41.0025).
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), of index: Int) {
    let width = abs(end.x - start.x)
    let height = -abs(end.y - start.y)
    let (stepX, stepY) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var (x, y) = start
    var error = width + height
    while true {
      set(x, y, of: index)
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

  private mutating func set(_ x: Int, _ y: Int, of index: Int) {
    guard x >= 0, y >= 0, x < columns * dotsAcross, y < rows * dotsDown else { return }
    let cell = y / dotsDown * columns + x / dotsAcross
    dots[cell] |= 1 << (y % dotsDown * dotsAcross + x % dotsAcross)
    if !series[cell].contains(index) { series[cell].append(index) }
  }

  /// By cell, the series that it is shown as; nil where there is none.
  ///
  /// A cell has one colour. Where several series meet it goes to the one that has got the smallest
  /// share of its own cells so far, so that curves on top of each other take turns.
  ///
  /// - Parameter isFaint: whether a series gets only what no other one wants.
  func owners(isFaint: (Int) -> Bool) -> [Int?] {
    var total: [Int: Int] = [:]
    var owned: [Int: Int] = [:]
    let rivals = series.map { all in
      let plain = all.filter { !isFaint($0) }
      return plain.isEmpty ? all : plain
    }
    for cell in rivals {
      for one in cell { total[one, default: 0] += 1 }
      if cell.count == 1 { owned[cell[0], default: 0] += 1 }
    }
    var owners = rivals.map { $0.count == 1 ? $0[0] : nil }
    for column in 0..<columns {
      for cell in stride(from: column, to: columns * rows, by: columns)
      where rivals[cell].count > 1 {
        let owner = rivals[cell].min { a, b in
          let (left, right) = (owned[a, default: 0], owned[b, default: 0])
          return left * total[b, default: 1] < right * total[a, default: 1]
        }
        owners[cell] = owner
        if let owner { owned[owner, default: 0] += 1 }
      }
    }
    return owners
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
