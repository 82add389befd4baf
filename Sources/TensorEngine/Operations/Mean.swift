extension Tape {
  /// The mean of all elements, a single number.
  public func mean(_ x: Variable) -> Variable {
    let sum = x.value.withUnsafeBuffer { $0.reduce(0.0) { $0 + Double($1) } }
    let value = Tensor(Float(sum / Double(x.value.count)))
    return record(value, from: [x]) { [shape = x.shape] dy, _ in
      [Tensor(repeating: dy.scalar / Float(shape.count), shape: shape)]
    }
  }
}
