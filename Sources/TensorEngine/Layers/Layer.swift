/// Whether batch normalisation uses the batch's own statistics and dropout drops, or not.
public enum Mode: Sendable, Hashable {
  case training
  case inference
}

/// A step of a network: a description of what to compute, without the numbers. The numbers are in
/// the network's ``Parameters``, by the layer's name.
public protocol Layer: Sendable {
  /// The kind, lower case, that the layer is named after, as `conv`; nil for layers that have
  /// neither parameters nor anything to look at.
  var kind: String? { get }

  /// The parameters, in the order in which they are listed. `input` is the shape that comes in, its
  /// first extent the batch.
  func parameters(input: Shape) -> [ParameterSpecification]

  /// The shape that comes out.
  func outputShape(input: Shape) -> Shape

  /// Multiply-adds for one image.
  func multiplyAdds(input: Shape) -> Int

  func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable
}

extension Layer {
  public var kind: String? { nil }
  public func parameters(input: Shape) -> [ParameterSpecification] { [] }
  public func outputShape(input: Shape) -> Shape { input }
  public func multiplyAdds(input: Shape) -> Int { 0 }
}

/// What a layer is given besides its input, for one pass through it.
public struct LayerPass {
  public let tape: Tape
  public let mode: Mode
  /// The labels that gate the input, where the network takes labels.
  public let labels: [Int]?
  /// Where dropout's random numbers begin; each layer has a stream of its own.
  let random: (_ stream: Int) -> RandomStream
  let parameters: [String: Variable]
  var nextStream = 0
  /// New moving statistics, by parameter.
  var movedStatistics = Parameters()
  /// The layer at work.
  var layerName = ""

  /// A parameter of the layer at work.
  func parameter(_ name: String) -> Variable {
    guard let variable = parameters["\(layerName).\(name)"] else {
      preconditionFailure("Layer: \(layerName) has no parameter \(name)")
    }
    return variable
  }
}
