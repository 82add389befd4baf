import TensorEngine

/// What is made of products of matrices and transpositions besides the layers.
extension SlowTwinGrid {
  /// One matrix by one, many by one, many by many, with both gradients.
  mutating func matmul(k: Int, n: Int) {
    for (leading, other) in [([], []), ([3], []), ([2], [2]), ([2, 1], [3])] as [([Int], [Int])] {
      for m in [1, 37] {
        let (a, b) = (
          randomTensor(Shape(leading + [m, k]), k), randomTensor(Shape(other + [k, n]), n)
        )
        let batch = leading == [2, 1] ? [2, 3] : leading
        let tape = Tape()
        let variables = [tape.variable(a), tape.variable(b)]
        let c = tape.matmul(variables[0], variables[1])
        let what = "matmul \(a.shape) by \(b.shape)"
        let (slowA, slowB) = (SlowTensor(a), SlowTensor(b))
        check(what, c.value, SlowTwin.matmul(slowA, slowB, to: Shape(batch + [m, n])))
        let dc = randomTensor(c.shape, m)
        guard let found = try? tape.gradients(of: c, seed: dc) else { return }
        let slow = SlowTensor(dc)
        check(
          "\(what), da", found[variables[0]],
          summed(SlowTwin.matmul(slow, turned(slowB), to: Shape(batch + [m, k])), to: a.shape))
        check(
          "\(what), db", found[variables[1]],
          summed(SlowTwin.matmul(turned(slowA), slow, to: Shape(batch + [k, n])), to: b.shape))
      }
    }
  }

  /// The last two axes exchanged.
  private func turned(_ x: SlowTensor) -> SlowTensor {
    let axes = Array(0..<x.shape.rank)
    return SlowTwin.transposed(x, axes: axes.dropLast(2) + [axes.count - 1, axes.count - 2])
  }

  /// The sum over what a tensor of `shape` was repeated along.
  private func summed(_ x: SlowTensor, to shape: Shape) -> SlowTensor {
    let missing = x.shape.rank - shape.rank
    let axes = x.shape.extents.indices.filter {
      $0 < missing || shape.extents[$0 - missing] != x.shape.extents[$0]
    }
    let sums = SlowTwin.reduced(x, axes: axes, keepingAxes: false) { $0.reduce(0, +) }
    return SlowTensor(sums.values, shape: shape)
  }

  mutating func transposition(extent: Int) {
    for (shape, axes) in [
      ([extent, 5], [1, 0]), ([3, extent, 4], [2, 0, 1]), ([3, 4, extent], [1, 0, 2]),
      ([70, 3, extent], [2, 1, 0]),
    ] as [(Shape, [Int])] {
      let x = randomTensor(shape, extent)
      check(
        "transpose \(shape) to \(axes)", x.transposed(axes),
        SlowTwin.transposed(SlowTensor(x), axes: axes))
    }
  }

  mutating func transposedConvolution(inputs: Int, outputs: Int) {
    for (height, width, size, stride) in [(2, 3, 4, 2), (3, 2, 3, 1)] {
      let (weight, shape): (Shape, Shape) = (
        [size, size, outputs, inputs], [2, height * stride, width * stride, outputs]
      )
      let operands = [
        randomTensor([2, height, width, inputs], 170), randomTensor(weight, 171, scale: 0.1),
      ]
      let tape = Tape()
      let variables = operands.map(tape.variable)
      let y = tape.transposedConvolution(
        variables[0], weight: variables[1], bias: nil, stride: stride)
      let doubles = operands.map(SlowTensor.init)
      let what = "transposedConvolution \(operands[0].shape), \(weight), stride \(stride)"
      check(
        what, y.value,
        SlowTwin.transposedConvolution(
          doubles[0], doubles[1], nil, stride: stride, padding: .same, to: shape, .identity))
      let dy = randomTensor(shape, 172)
      guard let found = try? tape.gradients(of: y, seed: dy) else { return }
      let slow = SlowTensor(dy)
      check(
        "\(what), dx", found[variables[0]],
        SlowTwin.convolution(slow, doubles[1], nil, stride: stride, .identity))
      check(
        "\(what), dweight", found[variables[1]],
        SlowTwin.convolutionGradients(doubles[0], slow, doubles[1], stride: stride).dweight)
    }
  }

  /// In both forms of the convolution.
  mutating func validConvolutions() {
    for (x, weight, stride) in [
      ([2, 7, 6, 3], [3, 3, 3, 17], 1), ([2, 7, 6, 17], [3, 3, 17, 2], 1),
      ([2, 9, 8, 5], [5, 5, 5, 9], 2), ([1, 4, 5, 9], [4, 2, 9, 3], 1),
      ([19, 6, 6, 2], [1, 1, 2, 33], 1), ([2, 28, 28, 1], [3, 3, 1, 8], 1),
      ([2, 8, 8, 4], [3, 3, 4, 1], 1), ([1, 8, 9, 4], [2, 2, 4, 1], 1),
    ] as [(Shape, Shape, Int)] {
      layer(
        "valid convolution stride \(stride)", x: x, weight: weight,
        fast: {
          $0.convolution(
            $1, weight: $2, bias: $3, stride: stride, padding: .valid, activation: $4)
        },
        slow: { SlowTwin.convolution($0, $1, $2, stride: stride, padding: .valid, .identity) },
        gradients: {
          SlowTwin.convolutionGradients($0, $1, $2, stride: stride, padding: .valid)
        })
    }
  }
}
