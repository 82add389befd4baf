/// An activation by itself, element by element; the shape stays.
public struct ActivationLayer: Layer {
  public let function: Activation
  public init(_ function: Activation) { self.function = function }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.activation(x, function)
  }
}
