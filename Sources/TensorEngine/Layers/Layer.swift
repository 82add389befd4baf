/// Whether batch normalisation uses the batch's own statistics and dropout drops, or not.
public enum Mode: Sendable, Hashable {
  /// Statistics are the batch's own and move the kept ones; dropout drops.
  case training
  /// Statistics are the kept ones; nothing is drawn and nothing moves.
  case inference
}

/// A step of a network: a description of what to compute, without the numbers. The numbers are in
/// the network's ``Parameters``, by the layer's name.
///
/// A layer of your own says which parameters it has and what it does with them; the plan of a
/// network names it, draws its parameters and gives it them in each pass:
///
///     /// x · weight: a dense layer that adds nothing.
///     struct Projection: Layer {
///       let outputs: Int
///
///       var kind: String? { "projection" }
///
///       func parameters(input: Shape) -> [ParameterSpecification] {
///         [
///           ParameterSpecification(
///             "weight", [input[1], outputs], .glorotUniform(fanIn: input[1], fanOut: outputs))
///         ]
///       }
///
///       func outputShape(input: Shape) throws(UnfitInput) -> Shape {
///         guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
///         return [input[0], outputs]
///       }
///
///       func multiplyAdds(input: Shape, output: Shape) -> Int { input[1] * outputs }
///
///       func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
///         pass.tape.dense(x, weight: pass.parameter("weight"), bias: nil)
///       }
///     }
///
/// Shapes have the batch as their first extent, which is 1 where a plan is made.
public protocol Layer: Sendable {
  /// The kind, lower case, that the layer is named after, as `conv`; nil for layers that have
  /// neither parameters nor anything to look at.
  var kind: String? { get }

  /// Whether layers of this kind are counted: `conv1`, `conv2`. One that is not is named as its kind,
  /// so that a network has one of them at most. True unless it is said.
  var isNumbered: Bool { get }

  /// The parameters, in the order in which they are listed, for an input that
  /// ``Layer/outputShape(input:)`` took.
  func parameters(input: Shape) -> [ParameterSpecification]

  /// The shape that comes out; that of the input unless it is said.
  ///
  /// - Throws: ``UnfitInput`` where the layer cannot take such an input.
  func outputShape(input: Shape) throws(UnfitInput) -> Shape

  /// Multiply-adds for one image; none unless they are said.
  func multiplyAdds(input: Shape, output: Shape) -> Int

  /// Computes the output of a batch.
  ///
  /// - Parameters:
  ///   - x: what comes in, of the shape that the layer was planned for, with the batch.
  ///   - pass: the layer's parameters, and what else there is in this pass.
  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable

  /// This layer and the one after it in one go, where that is faster and nobody asks for what lies
  /// between them; nil, which it is unless it is said, where they must run one by one.
  ///
  /// - Parameters:
  ///   - next: the layer after this one.
  ///   - x: what comes in.
  ///   - pass: the pass as this layer sees it.
  ///   - nextPass: the pass as the next layer sees it.
  /// - Returns: what computes the output of the next layer.
  func fused(
    with next: any Layer, on x: Variable, in pass: LayerPass, _ nextPass: LayerPass
  ) -> (() -> Variable)?
}

extension Layer {
  /// No name.
  public var kind: String? { nil }
  /// Counted.
  public var isNumbered: Bool { true }
  /// No parameters.
  public func parameters(input: Shape) -> [ParameterSpecification] { [] }
  /// The input's.
  public func outputShape(input: Shape) throws(UnfitInput) -> Shape { input }
  /// None.
  public func multiplyAdds(input: Shape, output: Shape) -> Int { 0 }
  /// Nil: one by one.
  public func fused(
    with next: any Layer, on x: Variable, in pass: LayerPass, _ nextPass: LayerPass
  ) -> (() -> Variable)? { nil }
}

/// What a layer throws where it cannot take what comes in. The plan adds which layer it is, and the
/// shape: ``NetworkPlanError/unfitInput(layer:operation:wanted:found:)``.
public struct UnfitInput: Error, Equatable, Sendable {
  /// What the layer takes, as a shape without the batch: `features`, `height x width x channels`.
  public let wanted: String

  /// - Parameter wanted: what the layer takes, as a shape without the batch.
  public init(wanted: String) { self.wanted = wanted }
}
