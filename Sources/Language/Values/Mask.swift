import TensorEngine

/// A tensor of truth values: what a comparison of tensors gives, and what selects in brackets.
package struct Mask: Equatable, Sendable {
  /// 1 where it is true, 0 where it is false.
  package let tensor: Tensor

  package var shape: Shape { tensor.shape }

  /// - Parameter tensor: of zeros and ones only.
  package init(_ tensor: Tensor) { self.tensor = tensor }

  /// In how many places it is true.
  package var trueCount: Int { tensor.withUnsafeBuffer { $0.count { $0 != 0 } } }

  /// The places where it is true, in row-major order.
  var truePositions: [Int] {
    tensor.withUnsafeBuffer { values in values.indices.filter { values[$0] != 0 } }
  }
}
