import TensorEngine

/// The figures that describe a tensor in one line.
package struct TensorSummary: Sendable {
  package private(set) var minimum = Float.infinity
  package private(set) var maximum = -Float.infinity
  package private(set) var mean = 0.0
  package private(set) var deviation = 0.0
  package private(set) var norm = 0.0
  package private(set) var zeroCount = 0
  package private(set) var nanCount = 0
  package private(set) var infiniteCount = 0
  /// The numbers that the other figures are made of.
  package private(set) var finiteCount = 0

  package init(of tensor: Tensor) {
    var sum = 0.0
    var squares = 0.0
    tensor.withUnsafeBuffer { values in
      for value in values {
        if value.isNaN {
          nanCount += 1
        } else if value.isInfinite {
          infiniteCount += 1
        } else {
          minimum = min(minimum, value)
          maximum = max(maximum, value)
          sum += Double(value)
          squares += Double(value) * Double(value)
          if value == 0 { zeroCount += 1 }
          finiteCount += 1
        }
      }
    }
    guard finiteCount > 0 else { return }
    mean = sum / Double(finiteCount)
    norm = squares.squareRoot()
    var spread = 0.0
    tensor.withUnsafeBuffer { values in
      for value in values where value.isFinite {
        spread += (Double(value) - mean) * (Double(value) - mean)
      }
    }
    deviation = (spread / Double(finiteCount)).squareRoot()
  }
}
