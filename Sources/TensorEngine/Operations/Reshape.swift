extension Tape {
  /// The same elements in another shape.
  public func reshape(_ x: Variable, to shape: Shape) -> Variable {
    record(x.value.reshaped(to: shape), from: [x]) { [shape = x.shape] dy, _ in
      [dy.reshaped(to: shape)]
    }
  }
}
