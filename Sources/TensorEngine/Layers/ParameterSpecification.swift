/// How a parameter starts.
public enum Initializer: Sendable, Hashable {
  /// All 0.
  case zeros
  /// All 1.
  case ones
  /// U(-limit, limit).
  case uniform(limit: Float)
  /// U(-l, l) with l = √(6 / (fanIn + fanOut)); Glorot and Bengio 2010,
  /// https://proceedings.mlr.press/v9/glorot10a.html
  case glorotUniform(fanIn: Int, fanOut: Int)

  func callAsFunction(shape: Shape, using random: inout RandomStream) -> Tensor {
    switch self {
    case .zeros: return Tensor(zeros: shape)
    case .ones: return Tensor(repeating: 1, shape: shape)
    case .uniform(let limit): return random.uniform(-limit, limit, shape: shape)
    case .glorotUniform(let fanIn, let fanOut):
      let limit = (6 / Float(fanIn + fanOut)).squareRoot()
      return random.uniform(-limit, limit, shape: shape)
    }
  }
}

/// What a layer says about one of its parameters.
public struct ParameterSpecification: Sendable, Hashable {
  /// Its name in the layer, as `weight`: a letter, then letters, digits and underscores.
  public let name: String
  /// The shape of its numbers.
  public let shape: Shape
  /// How it starts.
  public let initializer: Initializer
  /// False for moving statistics, which no gradient reaches.
  public let isTrainable: Bool

  /// - Parameters:
  ///   - name: its name in the layer, as `weight`.
  ///   - shape: of the numbers.
  ///   - initializer: how they start.
  ///   - isTrainable: whether gradients reach them.
  public init(_ name: String, _ shape: Shape, _ initializer: Initializer, isTrainable: Bool = true)
  {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
  }
}
