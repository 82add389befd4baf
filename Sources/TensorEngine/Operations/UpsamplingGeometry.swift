import CVectorKernels

/// The sizes of an upsampling convolution, checked once and shared by forward and backward.
///
/// A *kind* of product is that of its rows and that of its columns, numbered
/// `UpsamplingTiles.kinds * row + column`.
struct UpsamplingGeometry {
  let batch: Int
  let height: Int
  let width: Int
  let inputs: Int
  let outputs: Int
  let rows: UpsamplingTiles
  let columns: UpsamplingTiles

  init(input: Shape, weight: Shape, bias: Shape?) {
    require(
      input.rank == 4 && weight.rank == 4 && weight[0] == 3 && weight[1] == 3
        && input[3] == weight[2],
      "upsamplingConvolution: x \(input) does not fit weight \(weight)")
    requireBias(bias, outputs: weight[3], "upsamplingConvolution", weight: weight)
    (batch, height, width) = (input[0], input[1], input[2])
    (inputs, outputs) = (weight[2], weight[3])
    rows = UpsamplingTiles(pixels: height)
    columns = UpsamplingTiles(pixels: width)
  }

  // MARK: Sizes

  static let kinds = UpsamplingTiles.kinds * UpsamplingTiles.kinds
  var pixels: Int { height * width }
  /// Columns of one kind's products, the zeros that fill the last panel included.
  var productColumns: Int { PackedMatrix.panels(outputs) * PackedMatrix.panelWidth }
  /// Floats from one input channel of the kernels to the next.
  var kernelStride: Int { Self.kinds * outputs }

  func kinds(rowKind: Int) -> Range<Int> {
    rowKind * UpsamplingTiles.kinds..<(rowKind + 1) * UpsamplingTiles.kinds
  }

  func rowKind(_ kind: Int) -> Int { kind / UpsamplingTiles.kinds }
  func columnKind(_ kind: Int) -> Int { kind % UpsamplingTiles.kinds }

  /// Tiles of a kind in one image.
  func tiles(_ kind: Int) -> Int {
    rows.count(rowKind(kind)) * columns.count(columnKind(kind))
  }

  /// How many images share one product: about as many as make 128 tiles, which amortise the reading
  /// of the kernels and still keep everything in the second-level cache.
  func imagesPerGroup(of images: Int) -> Int {
    max(1, min(images, 128 / max(1, tiles(0))))
  }

  func forEachGroup(first: Int, images: Int, _ body: (ImageGroup) -> Void) {
    let size = imagesPerGroup(of: images)
    for start in stride(from: first, to: first + images, by: size) {
      body(ImageGroup(first: start, count: min(size, first + images - start)))
    }
  }

  /// Images whose tiles are multiplied together.
  struct ImageGroup {
    let first: Int
    let count: Int
  }

  // MARK: Kernels

  /// The kernels of all kinds, [inputs, kind, outputs].
  func kernels(_ weight: Tensor) -> Tensor {
    var kernels = Tensor(uninitialized: [inputs, Self.kinds, outputs])
    let target = kernels.mutablePointer
    let stretch = 16
    ThreadPool.shared.run(chunks: (inputs + stretch - 1) / stretch) { chunk in
      for input in chunk * stretch..<min(inputs, (chunk + 1) * stretch) {
        vk_tap_sums(
          outputs, inputs * outputs, weight.pointer + input * outputs,
          target + input * kernelStride)
      }
    }
    return kernels
  }

  /// Each kind's kernel as [inputs, outputs].
  private func packed(_ kernels: Tensor) -> [PackedMatrix] {
    packed(kernels, rows: inputs, columns: outputs, rowStride: kernelStride, columnStride: 1)
  }

  /// Each kind's kernel as [outputs, inputs].
  func transposed(_ kernels: Tensor) -> [PackedMatrix] {
    packed(kernels, rows: outputs, columns: inputs, rowStride: 1, columnStride: kernelStride)
  }

  private func packed(
    _ kernels: Tensor, rows: Int, columns: Int, rowStride: Int, columnStride: Int
  ) -> [PackedMatrix] {
    let matrices = (0..<Self.kinds).map { _ in
      PackedMatrix(uninitializedRows: rows, columns: columns)
    }
    ThreadPool.shared.run(chunks: Self.kinds) { kind in
      matrices[kind].pack(
        kernels.pointer + kind * outputs, rowStride: rowStride, columnStride: columnStride)
    }
    return matrices
  }

  // MARK: Differences

  /// Memory for the differences of one kind of rows and all kinds of columns, or their gradients:
  /// for each kind of columns [tiles of a group's images, inputs].
  struct Differences {
    let storage: Storage
    let size: Int

    func ofColumns(_ kind: Int) -> UnsafeMutablePointer<Float> {
      storage.pointer + kind * size
    }
  }

  func differences(groupsOf images: Int) -> Differences {
    let size = imagesPerGroup(of: images) * tiles(0) * inputs
    return Differences(
      storage: Storage(uninitialized: UpsamplingTiles.kinds * size), size: size)
  }

  /// Where one image's differences begin for each kind of columns; nil for those that share
  /// another's.
  func pointers(
    _ differences: Differences, image: Int, rowKind: Int
  ) -> [UnsafeMutablePointer<Float>?] {
    (0..<UpsamplingTiles.kinds).map { kind in
      columns.leader(kind) == kind
        ? differences.ofColumns(kind) + image * rows.count(rowKind) * columns.count(kind) * inputs
        : nil
    }
  }

  func fill(_ differences: Differences, _ x: Tensor, _ group: ImageGroup, rowKind: Int) {
    var (rowAxis, columnAxis) = (rows.axis, columns.axis)
    for image in 0..<group.count {
      vk_tile_inputs(
        &rowAxis, &columnAxis, Int32(rowKind), inputs,
        x.pointer + (group.first + image) * pixels * inputs,
        pointers(differences, image: image, rowKind: rowKind))
    }
  }

  // MARK: Forward

  func forward(
    _ x: Tensor, kernels: Tensor, _ bias: Tensor?, activation: Activation,
    normalization: FixedNormalization?
  ) -> Tensor {
    let kernels = packed(kernels)
    var y = Tensor(uninitialized: [batch, 2 * height, 2 * width, outputs])
    let target = y.mutablePointer
    BatchChunks(batch: batch).run { _, first, images in
      let differences = differences(groupsOf: images)
      let size = imagesPerGroup(of: images) * tiles(0) * productColumns
      let products = Storage(uninitialized: Self.kinds * size)
      var (rowAxis, columnAxis) = (rows.axis, columns.axis)
      forEachGroup(first: first, images: images) { group in
        for sharing in rows.groups {
          fill(differences, x, group, rowKind: sharing[0])
          for kind in sharing.flatMap(kinds(rowKind:)) {
            let input = differences.ofColumns(columns.leader(columnKind(kind)))
            // M = tiles, N = output channels, K = input channels
            MatrixProduct.multiply(
              m: group.count * tiles(kind), n: outputs, k: inputs, vk_matrix(input, row: inputs),
              kernels[kind], intoPanels: products.pointer + kind * size)
          }
        }
        let width = PackedMatrix.panelWidth
        let strides = (0..<Self.kinds).map { group.count * tiles($0) * width }
        for image in 0..<group.count {
          let ofImage: [UnsafePointer<Float>?] = (0..<Self.kinds).map { kind in
            UnsafePointer(products.pointer + kind * size + image * tiles(kind) * width)
          }
          FixedNormalization.withKernel(normalization) { normalization in
            vk_tile_outputs(
              &rowAxis, &columnAxis, outputs, ofImage, strides, bias?.pointer, activation.kernel,
              activation.slope, normalization,
              target + (group.first + image) * 4 * pixels * outputs)
          }
        }
      }
    }
    return y
  }
}
