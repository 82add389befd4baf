/// The sizes of a pooling, checked once and shared by its forward pass and its gradient.
struct PoolingGeometry {
  let batch: Int
  let channels: Int
  let rows: WindowAxis
  let columns: WindowAxis

  /// - Parameter operation: the name that errors begin with.
  init(_ x: Shape, size: Int, stride: Int, padding: Padding, _ operation: String) {
    require(x.rank == 4, "\(operation): x \(x) is no batch of images")
    for side in [x[1], x[2]] {
      require(
        WindowAxis.fits(side: side, size: size, stride: stride, padding: padding),
        "\(operation): windows \(size)x\(size) with stride \(stride) have no room in x \(x)")
    }
    batch = x[0]
    channels = x[3]
    rows = WindowAxis(side: x[1], size: size, stride: stride, padding: padding)
    columns = WindowAxis(side: x[2], size: size, stride: stride, padding: padding)
  }

  var outputShape: Shape { [batch, rows.windows, columns.windows, channels] }

  /// Calls `body` once for each window: where its pixel of the output begins, and where the pixels of
  /// the input begin that are in it. Windows of one image come in order, on one thread.
  func forEachWindow(_ body: (_ output: Int, _ pixels: Pixels) -> Void) {
    ThreadPool.shared.run(chunks: batch) { image in
      for row in 0..<rows.windows {
        for column in 0..<columns.windows {
          body(
            ((image * rows.windows + row) * columns.windows + column) * channels,
            Pixels(
              rows: rows.positions(in: row), columns: columns.positions(in: column),
              image: image * rows.side, width: columns.side, channels: channels))
        }
      }
    }
  }

  /// The pixels of the input in a window.
  struct Pixels {
    fileprivate let rows: Range<Int>
    fileprivate let columns: Range<Int>
    /// Rows before this image's.
    fileprivate let image: Int
    fileprivate let width: Int
    fileprivate let channels: Int

    var count: Int { rows.count * columns.count }

    /// Calls `body` with where each pixel begins, row by row.
    @inline(__always)
    func forEachPixel(_ body: (Int) -> Void) {
      for row in rows {
        for column in columns { body(((image + row) * width + column) * channels) }
      }
    }
  }
}
