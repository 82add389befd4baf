import CVectorKernels

/// How many elements a chunk of element-by-element work has: large enough to be worth handing to a
/// thread, a multiple of 64 as ``Tensor/droppedOut(keeping:random:)`` needs.
private let chunkLength = 1 << 13

/// Calls `body` for fixed stretches of 0 ..< count: first element and length.
func forEachStretch(of count: Int, _ body: (_ first: Int, _ length: Int) -> Void) {
  ThreadPool.shared.run(chunks: stretchCount(of: count)) { chunk in
    let first = chunk * chunkLength
    body(first, min(chunkLength, count - first))
  }
}

/// Into how many stretches 0 ..< count is cut.
func stretchCount(of count: Int) -> Int { (count + chunkLength - 1) / chunkLength }

/// The number of the stretch that begins with an element.
func stretch(at first: Int) -> Int { first / chunkLength }

/// Calls `body` for fixed stretches of `rows` rows of `columns` elements each: number of the
/// stretch, first row, rows. The number of stretches is ``rowStretches(rows:columns:)``.
func forEachRowStretch(
  rows: Int, columns: Int, _ body: (_ stretch: Int, _ first: Int, _ rows: Int) -> Void
) {
  let stretches = rowStretches(rows: rows, columns: columns)
  ThreadPool.shared.run(chunks: stretches) { stretch in
    let first = rows * stretch / stretches
    body(stretch, first, rows * (stretch + 1) / stretches - first)
  }
}

/// Into how many stretches rows are cut: never more than 32, so that per-stretch sums stay few.
func rowStretches(rows: Int, columns: Int) -> Int {
  max(1, min(32, rows, rows * columns / 4096))
}

extension Tensor {
  /// Adds a tensor of the same shape, element by element.
  public mutating func add(_ other: Tensor) {
    require(shape == other.shape, "Tensor.add: the shapes differ: \(shape) and \(other.shape)")
    let target = mutablePointer
    forEachStretch(of: count) { first, length in
      vk_add(length, other.pointer + first, target + first)
    }
  }

  /// The sum of the squares of all elements.
  package var squareSum: Double {
    var partials = [Double](repeating: 0, count: stretchCount(of: count))
    partials.withUnsafeMutableBufferPointer { partials in
      guard let base = partials.baseAddress else { return }
      forEachStretch(of: count) { first, length in
        vk_square_sum(length, pointer + first, base + stretch(at: first))
      }
    }
    return partials.reduce(0, +)
  }

  /// Whether no element is NaN or infinite.
  ///
  /// The sum of the squares of 32-bit floats, in double precision, is finite for all that are.
  package var isFinite: Bool { squareSum.isFinite }

  /// Sums over all axes but the last: shape [channels].
  func columnSums() -> Tensor {
    let channels = shape[-1]
    let rows = channels == 0 ? 0 : count / channels
    let stretches = rowStretches(rows: rows, columns: channels)
    var partial = Tensor(uninitialized: [stretches, channels])
    let target = partial.mutablePointer
    forEachRowStretch(rows: rows, columns: channels) { stretch, first, rows in
      vk_column_sums(
        rows, channels, pointer + first * channels, target + stretch * channels)
    }
    var sums = Tensor(zeros: [channels])
    for stretch in 0..<stretches {
      vk_add(channels, partial.pointer + stretch * channels, sums.mutablePointer)
    }
    return sums
  }
}
