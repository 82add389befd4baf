/// The same elements in another shape; in the order H, W, C.
public struct Reshape: Layer {
  /// The new shape without the batch; nil for one row per image.
  public let shape: [Int]?

  /// - Parameter shape: the new shape without the batch. The input must have as many elements.
  public init(_ shape: [Int]) { self.shape = shape }

  private init() { shape = nil }

  /// One row per image, however many elements it has.
  public static let flat = Reshape()

  public func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    let elements = input.withoutBatch.count
    guard let shape else { return [input[0], elements] }
    guard shape.allSatisfy({ $0 > 0 }), Shape(shape).count == elements else {
      let extents = shape.map(String.init).joined(separator: "x")
      throw UnfitInput(wanted: "\(shape.reduce(1, *)) elements for \(extents)")
    }
    return Shape([input[0]] + shape)
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    pass.tape.reshape(
      x, to: Shape([x.shape[0]] + (shape ?? [x.shape.withoutBatch.count])))
  }
}
