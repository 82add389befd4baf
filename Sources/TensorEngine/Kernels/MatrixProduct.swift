import CVectorKernels

/// A matrix in panels, as the right factor of a product wants it: blocks of a few columns, each
/// stored row after row, the last filled up with zeros.
struct PackedMatrix {
  let rows: Int
  let columns: Int
  let storage: Storage

  static var panelWidth: Int { vk_panel_width() }

  /// The number of panels that hold `columns` columns.
  static func panels(_ columns: Int) -> Int { (columns + panelWidth - 1) / panelWidth }

  /// Floats from one panel to the next.
  var panelStride: Int { rows * Self.panelWidth }

  init(uninitializedRows rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    storage = Storage(uninitialized: Self.panels(columns) * rows * Self.panelWidth)
  }

  /// Packs the matrix whose element (i, j) is at `source[i * rowStride + j * columnStride]`.
  init(
    _ source: UnsafePointer<Float>, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) {
    self.init(uninitializedRows: rows, columns: columns)
    let stretches = (rows + 255) / 256
    ThreadPool.shared.run(chunks: Self.panels(columns) * stretches) { chunk in
      let (panel, first) = (chunk / stretches, chunk % stretches * 256)
      pack(
        panel: panel, rows: first..<min(first + 256, rows), source, rowStride: rowStride,
        columnStride: columnStride)
    }
  }

  /// Fills all panels on the calling thread.
  func pack(_ source: UnsafePointer<Float>, rowStride: Int, columnStride: Int) {
    for panel in 0..<Self.panels(columns) {
      pack(
        panel: panel, rows: 0..<rows, source, rowStride: rowStride, columnStride: columnStride)
    }
  }

  private func pack(
    panel: Int, rows: Range<Int>, _ source: UnsafePointer<Float>, rowStride: Int, columnStride: Int
  ) {
    vk_pack_panel(
      columns, rows.count, source + rows.lowerBound * rowStride, rowStride, columnStride,
      panel * Self.panelWidth,
      storage.pointer + panel * panelStride + rows.lowerBound * Self.panelWidth)
  }
}

extension vk_matrix {
  /// A matrix whose element (i, k) is at `base[i * row + k * column]`.
  init(_ base: UnsafePointer<Float>, row: Int, column: Int = 1) {
    self.init(base: base, row: row, column: column, block: 0, block_length: Int.max)
  }

  /// A matrix of `rows` rows in panels, to be the left factor.
  init(panels base: UnsafePointer<Float>, rows: Int) {
    let width = PackedMatrix.panelWidth
    self.init(base: base, row: width, column: 1, block: rows * width, block_length: width)
  }
}

/// Products on plain memory: ``multiply`` on the calling thread alone, the others on the whole pool.
enum MatrixProduct {
  /// c[m x n] (+)= a[m x k] · b[k x n], c row-major.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: vk_matrix, _ b: PackedMatrix,
    into c: UnsafeMutablePointer<Float>, rowStride: Int, accumulate: Bool = false
  ) {
    var a = a
    let width = PackedMatrix.panelWidth
    vk_matrix_product(
      m, n, k, &a, b.storage.pointer, width, b.panelStride, c, rowStride, width,
      accumulate ? 1 : 0)
  }

  /// c[m x n] (+)= a[m x k] · b[k x n], c in panels of m rows.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: vk_matrix, _ b: PackedMatrix,
    intoPanels c: UnsafeMutablePointer<Float>
  ) {
    var a = a
    let width = PackedMatrix.panelWidth
    // Whole panels: the zeros that fill b's last one give c's.
    let columns = PackedMatrix.panels(n) * width
    vk_matrix_product(
      m, columns, k, &a, b.storage.pointer, width, b.panelStride, c, width, m * width, 0)
  }

  /// c[m x n] (+)= a[m x k] · b[k x n] where b is in panels of k rows at `panels`.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: vk_matrix, panels b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rowStride: Int, accumulate: Bool = false
  ) {
    var a = a
    let width = PackedMatrix.panelWidth
    vk_matrix_product(
      m, n, k, &a, b, width, k * width, c, rowStride, width, accumulate ? 1 : 0)
  }

  /// c[m x n] = a[m x k] · b[k x n], all row-major, with sums over stretches of 16 products added up in
  /// double precision; b, by far the largest, is read once for 32 rows of a.
  ///
  /// A plain sum of 512 products near 1 is off by 1e-6, and a ReLU that follows then takes the wrong
  /// side of its kink about once in an iteration of the fully connected networks; this is off by a
  /// tenth of that.
  ///
  /// - Parameter finish: called for each few rows of c as soon as they are there.
  static func multiplyPrecisely(
    m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, then finish: (_ first: Int, _ rows: Int) -> Void
  ) {
    let width = PackedMatrix.panelWidth
    // The rows of b in halves: of two threads each reads the weights that it changed last, and has in
    // its cache.
    let parts = k < 128 ? 1 : 2
    let groups = (PackedMatrix.panels(n) + 3) / 4
    let part = PackedMatrix.panels(n) * width * m
    let totals = Storage(uninitialized: 2 * parts * part)
    totals.pointer.withMemoryRebound(to: Double.self, capacity: parts * part) { totals in
      ThreadPool.shared.run(chunks: parts * groups) { chunk in
        let (half, first) = (chunk / groups, chunk % groups * 4 * width)
        let (start, end) = (k * half / parts, k * (half + 1) / parts)
        vk_precise_product(
          m, min(4 * width, n - first), end - start, a + start, k, b + start * n + first, n,
          totals + half * part + first * m)
      }
      forEachRowStretch(rows: m, columns: n) { _, first, rows in
        vk_precise_sums(m, n, first, rows, Int32(parts), totals, part, c)
        finish(first, rows)
      }
    }
  }

  /// c[m x n] = a[m x k] · b[k x n], b and c row-major, shared out over the pool by rows of c.
  ///
  /// For tall matrices, of which c is by far the largest: it is written once, row by row, each part by the
  /// thread that goes on with it.
  static func multiplyTall(
    m: Int, n: Int, k: Int, _ a: vk_matrix, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    let packed = PackedMatrix(b, rows: k, columns: n, rowStride: n, columnStride: 1)
    let chunks = max(1, min(16, m / 12))
    ThreadPool.shared.run(chunks: chunks) { chunk in
      let first = m * chunk / chunks
      var a = a
      a.base += first * a.row
      multiply(
        m: m * (chunk + 1) / chunks - first, n: n, k: k, a, packed, into: c + first * n,
        rowStride: n)
    }
  }
}
