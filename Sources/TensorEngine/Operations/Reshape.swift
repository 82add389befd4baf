extension Tape {
  /// The same elements in another shape, which must have as many; dx is dy in the old shape.
  ///
  ///     let rows = tape.reshape(images, to: [batch, 784])
  public func reshape(_ x: Variable, to shape: Shape) -> Variable {
    record(x.value.reshaped(to: shape), from: [x]) { [shape = x.shape] dy, _ in
      [dy.reshaped(to: shape)]
    }
  }
}
