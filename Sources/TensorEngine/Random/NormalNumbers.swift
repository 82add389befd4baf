import Platform

extension RandomStream {
  /// A tensor of numbers from N(0, 1).
  ///
  /// Two at a time: √(-2 ln u) · cos 2πv and · sin 2πv (Box and Muller 1958,
  /// https://doi.org/10.1214/aoms/1177706645).
  public mutating func normal(shape: Shape) -> Tensor {
    var tensor = Tensor(uninitialized: shape)
    let (start, target) = (self, tensor.mutablePointer)
    let pairs = (shape.count + 1) / 2
    let stretches = (pairs + 255) / 256
    ThreadPool.shared.run(chunks: stretches) { stretch in
      var random = start
      random.skip(512 * stretch)
      for pair in 256 * stretch..<min(256 * (stretch + 1), pairs) {
        // 1 - u lies in (0, 1], where the logarithm is finite.
        let radius = (-2 * log(1 - Double(random.uniform()))).squareRoot()
        let angle = 2 * Double.pi * Double(random.uniform())
        target[2 * pair] = Float(radius * cos(angle))
        if 2 * pair + 1 < shape.count { target[2 * pair + 1] = Float(radius * sin(angle)) }
      }
    }
    skip(2 * pairs)
    return tensor
  }
}
