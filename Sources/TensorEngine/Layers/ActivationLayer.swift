/// An activation by itself, element by element; the shape stays.
public struct ActivationLayer: Layer {
  /// What is applied to each element.
  public let function: Activation
  /// - Parameter function: what is applied to each element.
  public init(_ function: Activation) { self.function = function }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.activation(x, function)
  }
}
