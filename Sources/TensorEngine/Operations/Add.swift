extension Tape {
  /// x + y, of the same shape.
  public func add(_ x: Variable, _ y: Variable) -> Variable {
    var sum = x.value
    sum.add(y.value)
    return record(sum, from: [x, y]) { dy, wanted in
      [wanted[0] ? dy : nil, wanted[1] ? dy : nil]
    }
  }
}
