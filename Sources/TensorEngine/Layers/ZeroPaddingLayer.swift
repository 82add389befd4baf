/// One row of zeros at the bottom, one column at the right.
public struct ZeroPadding: Layer {
  public init() {}
  public func outputShape(input: Shape) -> Shape {
    [input[0], input[1] + 1, input[2] + 1, input[3]]
  }
  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.zeroPadding(x)
  }
}
