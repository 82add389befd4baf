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

  /// c[m x n] = a[m x k] · b[k x n] as ``multiplyWide(m:n:k:_:_:into:)``, but with sums over stretches
  /// of 16 products added up in double precision.
  ///
  /// A plain sum of 512 products near 1 is off by 1e-6, and a ReLU that follows then takes the wrong
  /// side of its kink about once in an iteration of the fully connected networks; this is off by a
  /// tenth of that.
  static func multiplyPrecisely(
    m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    let width = PackedMatrix.panelWidth
    let panels = PackedMatrix.panels(n)
    let chunks = min(panels, 16)
    ThreadPool.shared.run(chunks: chunks) { chunk in
      let group = panels * chunk / chunks..<panels * (chunk + 1) / chunks
      // Copied, because rows of b that lie far apart would each need a page of memory looked up
      // again and again; a few rows of all panels at a time, so that each page is read once.
      let packed = Storage(uninitialized: group.count * k * width)
      for row in stride(from: 0, to: k, by: 8) {
        for (index, panel) in group.enumerated() {
          vk_pack_panel(
            n, min(8, k - row), b + row * n, n, 1, panel * width,
            packed.pointer + (index * k + row) * width)
        }
      }
      for (index, panel) in group.enumerated() {
        vk_precise_product(
          m, min(width, n - panel * width), k, a, k, packed.pointer + index * k * width, width,
          c + panel * width, n)
      }
    }
  }

  /// c[m x n] = a[m x k] · b[k x n], all row-major but a, shared out over the pool by columns of c, or
  /// by rows where there are few columns.
  ///
  /// b is read where it is, so this is for wide matrices that are used once.
  static func multiplyWide(
    m: Int, n: Int, k: Int, _ a: vk_matrix, _ b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>
  ) {
    let width = PackedMatrix.panelWidth
    let panels = PackedMatrix.panels(n)
    let columnChunks = min(panels, 16)
    let rowChunks = max(1, min(m / 64, 8 / columnChunks))
    ThreadPool.shared.run(chunks: columnChunks * rowChunks) { chunk in
      let (column, row) = (chunk % columnChunks, chunk / columnChunks)
      let first = panels * column / columnChunks * width
      let end = min(n, panels * (column + 1) / columnChunks * width)
      let rows = m * row / rowChunks..<m * (row + 1) / rowChunks
      var a = a
      a.base += rows.lowerBound * a.row
      let c = c + rows.lowerBound * n
      let whole = (end - first) / width * width
      if whole > 0 {
        vk_matrix_product(rows.count, whole, k, &a, b + first, n, width, c + first, n, width, 0)
      }
      if first + whole < end {
        // A panel is read to its full width, which here would be beyond the row.
        let rest = Storage(uninitialized: k * width)
        vk_pack_panel(n, k, b, n, 1, first + whole, rest.pointer)
        vk_matrix_product(
          rows.count, end - first - whole, k, &a, rest.pointer, width, 0, c + first + whole, n,
          width, 0)
      }
    }
  }
}
