/// x times the embedding of its label: how a label enters a network.
public struct LabelGate: Layer {
  public let classes: Int
  public init(classes: Int) { self.classes = classes }

  public var kind: String? { "embedding" }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    [.init("weight", [classes, input[1]], .uniform(limit: 0.05))]
  }

  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    guard let labels = pass.labels else { preconditionFailure("LabelGate: no labels were given") }
    return pass.tape.labelGate(x, embedding: pass.parameter("weight"), labels: labels)
  }
}
