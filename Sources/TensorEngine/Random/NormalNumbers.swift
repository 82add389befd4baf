#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RandomStream {
  /// A tensor of numbers from N(0, 1).
  ///
  /// Two at a time: √(-2 ln u) · cos 2πv and · sin 2πv (Box and Muller 1958,
  /// https://doi.org/10.1214/aoms/1177706645).
  public mutating func normal(shape: Shape) -> Tensor {
    var values: [Float] = []
    values.reserveCapacity(shape.count + 1)
    while values.count < shape.count {
      // 1 - u lies in (0, 1], where the logarithm is finite.
      let radius = (-2 * log(1 - Double(uniform()))).squareRoot()
      let angle = 2 * Double.pi * Double(uniform())
      values.append(Float(radius * cos(angle)))
      values.append(Float(radius * sin(angle)))
    }
    return Tensor(Array(values.prefix(shape.count)), shape: shape)
  }
}
