/// y = f(x · weight + bias) on rows: [batch, inputs] to [batch, outputs].
///
/// Parameters: `weight` [inputs, outputs], Glorot uniform; `bias` [outputs], zeros. Formula and
/// gradients: ``Tape/dense(_:weight:bias:activation:)``.
public struct Dense: Layer {
  /// How many numbers each row becomes.
  public let outputs: Int
  /// f.
  public let activation: Activation

  /// - Parameters:
  ///   - outputs: at least 1; the program stops otherwise.
  ///   - activation: what is applied to each number.
  public init(outputs: Int, activation: Activation = .identity) {
    require(outputs >= 1, "Dense: \(outputs) outputs")
    self.outputs = outputs
    self.activation = activation
  }

  public var kind: String? { "dense" }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    let inputs = input[1]
    return [
      .init("weight", [inputs, outputs], .glorotUniform(fanIn: inputs, fanOut: outputs)),
      .init("bias", [outputs], .zeros),
    ]
  }

  public func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
    return [input[0], outputs]
  }

  public func multiplyAdds(input: Shape, output: Shape) -> Int { input[1] * outputs }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.dense(
      x, weight: pass.parameter("weight"), bias: pass.parameter("bias"), activation: activation)
  }
}
