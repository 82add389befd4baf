/// y = f(x · weight + bias), with weight [inputs, outputs].
public struct Dense: Layer {
  public let outputs: Int
  public let activation: Activation

  public init(outputs: Int, activation: Activation = .identity) {
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

  public func outputShape(input: Shape) -> Shape { [input[0], outputs] }
  public func multiplyAdds(input: Shape) -> Int { input[1] * outputs }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.dense(
      x, weight: pass.parameter("weight"), bias: pass.parameter("bias"), activation: activation)
  }
}
