import CVectorKernels

/// The sizes of a convolution with SAME padding, checked once and shared by its forward pass and its
/// gradients.
///
/// Padding is TensorFlow's: max((output - 1) · stride + kernel - input, 0) zeros per axis, the
/// smaller half before, so that stride 2 over an even side pads one row at the bottom and one column
/// at the right only. https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
struct ConvolutionGeometry {
  let batch: Int
  let inputChannels: Int
  let outputChannels: Int
  /// The window over one image, with the input's channels.
  let window: vk_window

  init(input: Shape, weight: Shape, bias: Shape?, stride: Int) {
    precondition(
      input.rank == 4 && weight.rank == 4 && input[3] == weight[2]
        && bias ?? [weight[3]] == [weight[3]] && stride > 0,
      "convolution: x \(input), weight \(weight), bias \(String(describing: bias)), stride \(stride)"
    )
    batch = input[0]
    inputChannels = input[3]
    outputChannels = weight[3]
    func outputs(_ side: Int) -> Int { (side + stride - 1) / stride }
    func before(_ side: Int, _ kernel: Int) -> Int {
      max((outputs(side) - 1) * stride + kernel - side, 0) / 2
    }
    window = vk_window(
      height: input[1], width: input[2], channels: input[3], kernel_height: weight[0],
      kernel_width: weight[1], stride: stride, top: before(input[1], weight[0]),
      left: before(input[2], weight[1]), output_height: outputs(input[1]),
      output_width: outputs(input[2]))
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
