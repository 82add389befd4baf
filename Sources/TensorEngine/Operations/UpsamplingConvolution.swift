import CVectorKernels

extension Tape {
  /// Nearest-neighbour 2x upsampling and a 3x3 convolution with SAME padding, as one operation:
  /// y = f(up(x) ∗ weight + bias).
  ///
  /// Shapes: x [batch, h, w, inputs], weight [3, 3, inputs, outputs], bias [outputs],
  /// y [batch, 2h, 2w, outputs].
  ///
  /// The upsampled image is never built: the outputs are sums of products of low-resolution pixels
  /// and their differences, see ``UpsamplingTiles``, which take 17 % of the multiplications. Backward
  /// is the transpose of each step.
  public func upsamplingConvolution(
    _ x: Variable, weight: Variable, bias: Variable?, activation: Activation = .identity
  ) -> Variable {
    let geometry = UpsamplingGeometry(input: x.shape, weight: weight.shape, bias: bias?.shape)
    let kernels = geometry.kernels(weight.value)
    let y = geometry.forward(
      x.value, kernels: kernels, bias?.value, activation: activation, normalization: nil)
    let operands = [x, weight] + (bias.map { [$0] } ?? [])
    return recordDeferring(y, from: operands) { [y, x = x.value, kernels] dy, wanted in
      geometry.gradients(
        dy, output: y, activation: activation, x: x, kernels: kernels,
        wanted: wanted + (wanted.count < 3 ? [false] : []))
    }
  }
}

extension Tensor {
  /// ``Tape/upsamplingConvolution(_:weight:bias:activation:)`` followed by a normalisation with given
  /// statistics, in one pass, for inference.
  func upsamplingConvolution(
    weight: Tensor, bias: Tensor?, activation: Activation, normalization: FixedNormalization
  ) -> Tensor {
    let geometry = UpsamplingGeometry(input: shape, weight: weight.shape, bias: bias?.shape)
    return geometry.forward(
      self, kernels: geometry.kernels(weight), bias, activation: activation,
      normalization: normalization)
  }
}

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
  private let rows: UpsamplingTiles
  private let columns: UpsamplingTiles

  init(input: Shape, weight: Shape, bias: Shape?) {
    precondition(
      input.rank == 4 && weight.rank == 4 && weight[0] == 3 && weight[1] == 3
        && input[3] == weight[2] && bias ?? [weight[3]] == [weight[3]],
      "upsamplingConvolution: x \(input), weight \(weight), bias \(String(describing: bias))")
    (batch, height, width) = (input[0], input[1], input[2])
    (inputs, outputs) = (weight[2], weight[3])
    rows = UpsamplingTiles(pixels: height)
    columns = UpsamplingTiles(pixels: width)
  }

  // MARK: Sizes

  private static let kinds = UpsamplingTiles.kinds * UpsamplingTiles.kinds
  private var pixels: Int { height * width }
  /// Columns of one kind's products, the zeros that fill the last panel included.
  private var productColumns: Int { PackedMatrix.panels(outputs) * PackedMatrix.panelWidth }
  /// Floats from one input channel of the kernels to the next.
  private var kernelStride: Int { Self.kinds * outputs }

  private func kinds(rowKind: Int) -> Range<Int> {
    rowKind * UpsamplingTiles.kinds..<(rowKind + 1) * UpsamplingTiles.kinds
  }

  /// Tiles of a kind in one image.
  private func tiles(_ kind: Int) -> Int {
    rows.count(kind / UpsamplingTiles.kinds) * columns.count(kind % UpsamplingTiles.kinds)
  }

  /// How many images share one product: about as many as make 128 tiles, which amortise the reading
  /// of the kernels and still keep everything in the second-level cache.
  private func imagesPerGroup(of images: Int) -> Int {
    max(1, min(images, 128 / max(1, tiles(0))))
  }

  /// How many images go backward together, kind after kind, so that each kind's kernel is read
  /// once for all of them.
  private static let imagesPerPortion = 4

  private func forEachGroup(first: Int, images: Int, _ body: (ImageGroup) -> Void) {
    let size = imagesPerGroup(of: images)
    for start in stride(from: first, to: first + images, by: size) {
      body(ImageGroup(first: start, count: min(size, first + images - start)))
    }
  }

  /// Images whose tiles are multiplied together.
  private struct ImageGroup {
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
  private func transposed(_ kernels: Tensor) -> [PackedMatrix] {
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
  private struct Differences {
    let storage: Storage
    let size: Int

    func ofColumns(_ kind: Int) -> UnsafeMutablePointer<Float> {
      storage.pointer + kind * size
    }
  }

  private func differences(groupsOf images: Int) -> Differences {
    let size = imagesPerGroup(of: images) * tiles(0) * inputs
    return Differences(
      storage: Storage(uninitialized: UpsamplingTiles.kinds * size), size: size)
  }

  /// Where one image's differences begin for each kind of columns; nil for those that share
  /// another's.
  private func pointers(
    _ differences: Differences, image: Int, rowKind: Int
  ) -> [UnsafeMutablePointer<Float>?] {
    (0..<UpsamplingTiles.kinds).map { kind in
      columns.leader(kind) == kind
        ? differences.ofColumns(kind) + image * rows.count(rowKind) * columns.count(kind) * inputs
        : nil
    }
  }

  private func fill(_ differences: Differences, _ x: Tensor, _ group: ImageGroup, rowKind: Int) {
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
            let input = differences.ofColumns(columns.leader(kind % UpsamplingTiles.kinds))
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
          withOptionalPointer(to: normalization?.kernel) { normalization in
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

  // MARK: Backward

  func gradients(
    _ dy: PendingGradient, output y: Tensor, activation: Activation, x: Tensor, kernels: Tensor,
    wanted: [Bool]
  ) -> [PendingGradient?] {
    let (wantsInput, wantsWeight, wantsBias) = (wanted[0], wanted[1], wanted[2])
    let chunks = BatchChunks(batch: batch)
    let transposed = wantsInput ? transposed(kernels) : []
    var dx = wantsInput ? Tensor(uninitialized: x.shape) : nil
    let dxTarget = dx?.mutablePointer
    var partials =
      wantsWeight ? Tensor(uninitialized: [chunks.count, 9, inputs, outputs]) : nil
    let partialTarget = partials?.mutablePointer
    var biasPartials = wantsBias ? Tensor(zeros: [chunks.count, outputs]) : nil
    let biasTarget = biasPartials?.mutablePointer
    let imageSize = 4 * pixels * outputs
    chunks.run { chunk, first, images in
      let differences = differences(groupsOf: images)
      let gradients = self.differences(groupsOf: images)
      let size = imagesPerGroup(of: images) * tiles(0) * productColumns
      let dproducts = Storage(uninitialized: UpsamplingTiles.kinds * size)
      let dkernels = Storage(
        uninitialized: wantsWeight ? inputs * kernelStride : 0)
      let portion = min(images, Self.imagesPerPortion)
      let dz = Storage(uninitialized: portion * imageSize)
      (dxTarget.map { $0 + first * pixels * inputs })?.initialize(
        repeating: 0, count: images * pixels * inputs)
      for start in stride(from: first, to: first + images, by: portion) {
        let images = min(portion, first + images - start)
        for image in 0..<images {
          activation.gradient(
            dy, output: y, offset: (start + image) * imageSize, rows: 4 * pixels,
            channels: outputs, into: dz.pointer + image * imageSize,
            addingTo: biasTarget.map { $0 + chunk * outputs })
        }
        for sharing in rows.groups {
          for rowKind in sharing {
            forEachGroup(first: start, images: images) { group in
              if wantsWeight { fill(differences, x, group, rowKind: rowKind) }
              gather(
                dz.pointer + (group.first - start) * imageSize, group, rowKind: rowKind,
                into: dproducts, size: size)
              for kind in kinds(rowKind: rowKind) {
                let column = kind % UpsamplingTiles.kinds
                let leader = columns.leader(column)
                let panels = dproducts.pointer + column * size
                let count = group.count * tiles(kind)
                if wantsWeight {
                  // M = input channels, N = output channels, K = tiles
                  MatrixProduct.multiply(
                    m: inputs, n: outputs, k: count,
                    vk_matrix(differences.ofColumns(leader), row: 1, column: inputs),
                    panels: panels, into: dkernels.pointer + kind * outputs,
                    rowStride: kernelStride, accumulate: group.first > first)
                }
                if wantsInput {
                  // M = tiles, N = input channels, K = output channels
                  MatrixProduct.multiply(
                    m: count, n: inputs, k: outputs, vk_matrix(panels: panels, rows: count),
                    transposed[kind], into: gradients.ofColumns(leader), rowStride: inputs,
                    accumulate: column != leader)
                }
              }
              if let dxTarget { spread(gradients, group, rowKind: rowKind, onto: dxTarget) }
            }
          }
        }
      }
      guard let partialTarget else { return }
      for input in 0..<inputs {
        vk_tap_sums_gradient(
          outputs, inputs * outputs, dkernels.pointer + input * kernelStride,
          partialTarget + (chunk * 9 * inputs + input) * outputs)
      }
    }
    return [
      dx, partials.map { chunks.sum($0, shape: [3, 3, inputs, outputs]) },
      biasPartials.map { chunks.sum($0, shape: [outputs]) },
    ].map { $0.map(PendingGradient.computed) }
  }

  /// The gradients of the products with rows of a kind, in panels, `size` floats for each kind of
  /// columns.
  private func gather(
    _ dz: UnsafePointer<Float>, _ group: ImageGroup, rowKind: Int, into dproducts: Storage,
    size: Int
  ) {
    var (rowAxis, columnAxis) = (rows.axis, columns.axis)
    let width = PackedMatrix.panelWidth
    let strides = kinds(rowKind: rowKind).map { group.count * tiles($0) * width }
    for image in 0..<group.count {
      let targets: [UnsafeMutablePointer<Float>?] = kinds(rowKind: rowKind).map { kind in
        dproducts.pointer + kind % UpsamplingTiles.kinds * size + image * tiles(kind) * width
      }
      vk_tile_output_gradient(
        &rowAxis, &columnAxis, Int32(rowKind), outputs,
        dz + image * 4 * pixels * outputs, targets, strides)
    }
  }

  /// Adds the gradients of differences to those of the pixels.
  private func spread(
    _ gradients: Differences, _ group: ImageGroup, rowKind: Int,
    onto dx: UnsafeMutablePointer<Float>
  ) {
    var (rowAxis, columnAxis) = (rows.axis, columns.axis)
    for image in 0..<group.count {
      let tiles: [UnsafePointer<Float>?] = pointers(gradients, image: image, rowKind: rowKind)
        .map { UnsafePointer($0) }
      vk_tile_input_gradient(
        &rowAxis, &columnAxis, Int32(rowKind), inputs, tiles,
        dx + (group.first + image) * pixels * inputs)
    }
  }
}

private func withOptionalPointer<T>(to value: T?, _ body: (UnsafePointer<T>?) -> Void) {
  if let value {
    withUnsafePointer(to: value) { body($0) }
  } else {
    body(nil)
  }
}
