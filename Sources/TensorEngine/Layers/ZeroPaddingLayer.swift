/// One row of zeros at the bottom, one column at the right: [batch, height, width, channels] to
/// [batch, height + 1, width + 1, channels].
public struct ZeroPadding: Layer {
  /// It has no settings.
  public init() {}

  public func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 4 else { throw UnfitInput(wanted: "height x width x channels") }
    return [input[0], input[1] + 1, input[2] + 1, input[3]]
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.zeroPadding(x)
  }
}
