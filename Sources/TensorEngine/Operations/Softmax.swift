#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Tensor {
  /// The softmax over the last axis: probabilities that add up to 1.
  public func softmax() -> Tensor {
    let classes = shape[-1]
    var y = self
    let target = y.mutablePointer
    for row in 0..<(classes == 0 ? 0 : count / classes) {
      let values = target + row * classes
      let largest = (0..<classes).reduce(-Float.infinity) { max($0, values[$1]) }
      var sum: Float = 0
      for column in 0..<classes {
        values[column] = exp(values[column] - largest)
        sum += values[column]
      }
      for column in 0..<classes { values[column] /= sum }
    }
    return y
  }
}
