extension Tensor {
  /// The sums over some axes, added up in double precision; 0 where there is nothing to add up.
  ///
  ///     let table = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
  ///     table.sum(axes: [0])  // [5. 7. 9.]
  ///     table.sum().scalar  // 21.0
  ///
  /// - Parameters:
  ///   - axes: negative ones count from the last; nil for all. The process stops where there is no
  ///     such axis.
  ///   - keepingAxes: whether the axes stay, with extent 1, so that the result can be broadcast
  ///     against this tensor.
  public func sum(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes: axes, "sum")
    return reduction.results(of: self, from: 0, combine: { $0 + $1 })
      .reshaped(to: keepingAxes ? reduction.shape : reduction.shapeWithoutAxes)
  }

  /// The means over some axes, with sums in double precision; NaN where there are no elements.
  /// Parameters as in ``sum(axes:keepingAxes:)``.
  public func mean(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes: axes, "mean")
    let count = Double(reduction.elementsPerResult)
    return reduction.results(of: self, from: 0, combine: { $0 + $1 }, finish: { $0 / count })
      .reshaped(to: keepingAxes ? reduction.shape : reduction.shapeWithoutAxes)
  }

  /// The largest elements along some axes; NaN where there is one among them. The process stops where
  /// there are no elements to choose from. Parameters as in ``sum(axes:keepingAxes:)``.
  public func max(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    chosen("max", axes: axes, keepingAxes: keepingAxes, from: -.infinity) { $1 > $0 }
  }

  /// The smallest elements along some axes, see ``max(axes:keepingAxes:)``.
  public func min(axes: [Int]? = nil, keepingAxes: Bool = false) -> Tensor {
    chosen("min", axes: axes, keepingAxes: keepingAxes, from: .infinity) { $1 < $0 }
  }

  @inline(__always)
  private func chosen(
    _ operation: String, axes: [Int]?, keepingAxes: Bool, from start: Double,
    isBetter: (Double, Double) -> Bool
  ) -> Tensor {
    let reduction = Reduction(shape, axes: axes, operation)
    require(
      reduction.elementsPerResult > 0 || reduction.shape.count == 0,
      "\(operation): there are no elements along the axes \(axes.map { "\($0)" } ?? "") of \(shape)"
    )
    return reduction.results(of: self, from: start) { isBetter($0, $1) || $1.isNaN ? $1 : $0 }
      .reshaped(to: keepingAxes ? reduction.shape : reduction.shapeWithoutAxes)
  }
}
