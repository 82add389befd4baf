import CVectorKernels

extension UpsamplingGeometry {
  /// How many images go backward together, kind after kind, so that each kind's kernel is read
  /// once for all of them.
  private static let imagesPerPortion = 4

  /// The gradients of x, the weight and the bias, where they are wanted, each of its operand's shape.
  ///
  /// With dz = dy · f'(y), each step of the forward pass is transposed: the gradients of the products
  /// are sums of dz over the outputs that they take part in (dproducts); dkernels = differencesᵀ ·
  /// dproducts, and a tap's gradient is the sum of those of all kernels that it is part of;
  /// ddifferences = dproducts · kernelsᵀ, which is added to the pixel that a difference begins with and
  /// subtracted from the other. dbias is the sum of dz over images and pixels.
  ///
  /// Shapes: dy and y [batch, 2h, 2w, outputs], x [batch, h, w, inputs], kernels as
  /// ``kernels(_:)`` gives them.
  func gradients(
    _ dy: PendingGradient, output y: Tensor, activation: Activation, x: Tensor, kernels: Tensor,
    wanted: (input: Bool, weight: Bool, bias: Bool)
  ) -> [PendingGradient?] {
    let chunks = BatchChunks(batch: batch)
    let transposed = wanted.input ? transposed(kernels) : []
    var dx = wanted.input ? Tensor(uninitialized: x.shape) : nil
    let dxTarget = dx?.mutablePointer
    var partials =
      wanted.weight ? Tensor(uninitialized: [chunks.count, 9, inputs, outputs]) : nil
    let partialTarget = partials?.mutablePointer
    var biasPartials = wanted.bias ? Tensor(zeros: [chunks.count, outputs]) : nil
    let biasTarget = biasPartials?.mutablePointer
    let imageSize = 4 * pixels * outputs
    chunks.run { chunk, first, images in
      let memory = WayBack(of: self, images: images, wantsWeight: wanted.weight)
      (dxTarget.map { $0 + first * pixels * inputs })?.initialize(
        repeating: 0, count: images * pixels * inputs)
      let portion = min(images, Self.imagesPerPortion)
      let dz = Storage(uninitialized: portion * imageSize)
      for start in stride(from: first, to: first + images, by: portion) {
        let images = min(portion, first + images - start)
        for image in 0..<images {
          activation.gradient(
            dy, output: y, offset: (start + image) * imageSize, rows: 4 * pixels,
            channels: outputs, into: dz.pointer + image * imageSize,
            addingTo: biasTarget.map { $0 + chunk * outputs })
        }
        for rowKind in 0..<UpsamplingTiles.kinds {
          forEachGroup(first: start, images: images) { group in
            gather(
              dz.pointer + (group.first - start) * imageSize, group, rowKind: rowKind, into: memory)
            if wanted.weight {
              fill(memory.differences, x, group, rowKind: rowKind)
              multiplyForKernels(group, rowKind: rowKind, memory, accumulate: group.first > first)
            }
            if let dxTarget {
              multiplyForDifferences(group, rowKind: rowKind, memory, transposed)
              spread(memory.gradients, group, rowKind: rowKind, onto: dxTarget)
            }
          }
        }
      }
      guard let partialTarget else { return }
      for input in 0..<inputs {
        vk_tap_sums_gradient(
          outputs, inputs * outputs, memory.dkernels.pointer + input * kernelStride,
          partialTarget + (chunk * 9 * inputs + input) * outputs)
      }
    }
    return [
      dx, partials.map { chunks.sum($0, shape: [3, 3, inputs, outputs]) },
      biasPartials.map { chunks.sum($0, shape: [outputs]) },
    ].map { $0.map(PendingGradient.computed) }
  }

  /// What a chunk of images needs on the way back, for one group and one kind of rows at a time.
  private struct WayBack {
    let differences: Differences
    /// Of the differences.
    let gradients: Differences
    /// Of the products: for each kind of columns panels of `productSize` floats.
    let dproducts: Storage
    let productSize: Int
    /// [inputs, kind, outputs]
    let dkernels: Storage

    init(of geometry: UpsamplingGeometry, images: Int, wantsWeight: Bool) {
      differences = geometry.differences(groupsOf: images)
      gradients = geometry.differences(groupsOf: images)
      productSize =
        geometry.imagesPerGroup(of: images) * geometry.tiles(0) * geometry.productColumns
      dproducts = Storage(uninitialized: UpsamplingTiles.kinds * productSize)
      dkernels = Storage(
        uninitialized: wantsWeight ? geometry.inputs * geometry.kernelStride : 0)
    }

    func dproducts(ofColumns kind: Int) -> UnsafeMutablePointer<Float> {
      dproducts.pointer + kind * productSize
    }
  }

  /// dkernels (+)= differencesᵀ · dproducts.
  private func multiplyForKernels(
    _ group: ImageGroup, rowKind: Int, _ memory: WayBack, accumulate: Bool
  ) {
    for kind in kinds(rowKind: rowKind) {
      let column = columnKind(kind)
      // M = input channels, N = output channels, K = tiles
      MatrixProduct.multiply(
        m: inputs, n: outputs, k: group.count * tiles(kind),
        vk_matrix(
          memory.differences.ofColumns(columns.leader(column)), row: 1, column: inputs),
        panels: memory.dproducts(ofColumns: column),
        into: memory.dkernels.pointer + kind * outputs, rowStride: kernelStride,
        accumulate: accumulate)
    }
  }

  /// The gradients of the differences: the sum of dproducts · kernelᵀ over the kinds that multiply them.
  private func multiplyForDifferences(
    _ group: ImageGroup, rowKind: Int, _ memory: WayBack, _ transposed: [PackedMatrix]
  ) {
    for kind in kinds(rowKind: rowKind) {
      let column = columnKind(kind)
      let leader = columns.leader(column)
      let count = group.count * tiles(kind)
      // M = tiles, N = input channels, K = output channels
      MatrixProduct.multiply(
        m: count, n: inputs, k: outputs,
        vk_matrix(panels: memory.dproducts(ofColumns: column), rows: count), transposed[kind],
        into: memory.gradients.ofColumns(leader), rowStride: inputs, accumulate: column != leader)
    }
  }

  /// The gradients of the products with rows of a kind, in panels; `dz` is the group's.
  private func gather(
    _ dz: UnsafePointer<Float>, _ group: ImageGroup, rowKind: Int, into memory: WayBack
  ) {
    var (rowAxis, columnAxis) = (rows.axis, columns.axis)
    let width = PackedMatrix.panelWidth
    let strides = kinds(rowKind: rowKind).map { group.count * tiles($0) * width }
    for image in 0..<group.count {
      let targets: [UnsafeMutablePointer<Float>?] = kinds(rowKind: rowKind).map { kind in
        memory.dproducts(ofColumns: columnKind(kind)) + image * tiles(kind) * width
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
