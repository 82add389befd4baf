/// The same elements in another shape, given without the batch; in the order H, W, C.
public struct Reshape: Layer {
  public let shape: [Int]
  public init(_ shape: [Int]) { self.shape = shape }

  /// One row per image.
  public static func flatten(_ input: Shape) -> Reshape {
    Reshape([input.extents.dropFirst().reduce(1, *)])
  }

  public func outputShape(input: Shape) -> Shape { Shape([input[0]] + shape) }
  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.reshape(x, to: outputShape(input: x.shape))
  }
}
