import CVectorKernels

/// The sizes of a convolution, checked once and shared by its forward pass and its gradients.
struct ConvolutionGeometry {
  let batch: Int
  let inputChannels: Int
  let outputChannels: Int
  /// The window over one image, with the input's channels.
  let window: vk_window

  /// - Parameter operation: the name that errors begin with.
  init(
    input: Shape, weight: Shape, bias: Shape?, stride: Int, padding: Padding,
    _ operation: String = "convolution"
  ) {
    require(
      input.rank == 4 && weight.rank == 4 && input[3] == weight[2],
      "\(operation): x \(input) does not fit weight \(weight)")
    requireBias(bias, outputs: weight[3], operation, weight: weight)
    func axis(_ number: Int) -> WindowAxis {
      let (side, size) = (input[number + 1], weight[number])
      require(
        WindowAxis.fits(side: side, size: size, stride: stride, padding: padding),
        "\(operation): weight \(weight) with stride \(stride) has no room in x \(input)")
      return WindowAxis(side: side, size: size, stride: stride, padding: padding)
    }
    batch = input[0]
    inputChannels = input[3]
    outputChannels = weight[3]
    let (rows, columns) = (axis(0), axis(1))
    window = vk_window(
      height: rows.side, width: columns.side, channels: input[3], kernel_height: rows.size,
      kernel_width: columns.size, stride: stride, top: rows.before, left: columns.before,
      output_height: rows.windows, output_width: columns.windows)
  }

  /// Pixels of one input and of one output image.
  var inputPixels: Int { window.height * window.width }
  var outputPixels: Int { window.output_height * window.output_width }
  var taps: Int { window.kernel_height * window.kernel_width }

  var inputShape: Shape { [batch, window.height, window.width, inputChannels] }
  var outputShape: Shape { [batch, window.output_height, window.output_width, outputChannels] }
  var weightShape: Shape {
    [window.kernel_height, window.kernel_width, inputChannels, outputChannels]
  }

  /// The window with the output's channels, for shifted products.
  var tapWindow: vk_window {
    var window = window
    window.channels = outputChannels
    return window
  }
}

/// How the images of a batch are cut into chunks, each summed by itself: a function of the batch
/// alone.
struct BatchChunks {
  let batch: Int
  let count: Int

  init(batch: Int, atMost limit: Int = 8) {
    self.batch = batch
    count = max(1, min(limit, batch))
  }

  /// Calls `body` for every chunk: its number, its first image, its images.
  func run(_ body: (_ chunk: Int, _ first: Int, _ images: Int) -> Void) {
    ThreadPool.shared.run(chunks: batch == 0 ? 0 : count) { chunk in
      let first = batch * chunk / count
      body(chunk, first, batch * (chunk + 1) / count - first)
    }
  }

  /// The sum over the chunks of what each left in its row of `partials` [chunks, …], in their order.
  func sum(_ partials: Tensor, shape: Shape) -> Tensor {
    var total = Tensor(uninitialized: shape)
    let target = total.mutablePointer
    let size = shape.count
    forEachStretch(of: size) { first, length in
      (target + first).update(from: partials.pointer + first, count: length)
      for chunk in 1..<max(1, count) {
        vk_add(length, partials.pointer + chunk * size + first, target + first)
      }
    }
    return total
  }
}
