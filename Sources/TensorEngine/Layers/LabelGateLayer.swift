/// x times the embedding of its label, element by element: how a label enters a network. The shape,
/// [batch, features], stays.
///
/// Parameter: `weight` [classes, features], U(-0.05, 0.05). A network has one of them at most, named
/// `embedding`.
public struct LabelGate: Layer {
  /// Labels are from 0 to one below it.
  public let classes: Int

  /// - Parameter classes: at least 1; the program stops otherwise.
  public init(classes: Int) {
    require(classes >= 1, "LabelGate: \(classes) classes")
    self.classes = classes
  }

  public var kind: String? { "embedding" }
  public var isNumbered: Bool { false }

  public func parameters(input: Shape) -> [ParameterSpecification] {
    [.init("weight", [classes, input[1]], .uniform(limit: 0.05))]
  }

  public func outputShape(input: Shape) throws(UnfitInput) -> Shape {
    guard input.rank == 2 else { throw UnfitInput(wanted: "features") }
    return input
  }

  /// Of shares of classes the embedding is the mean of theirs, weighed by the shares. The program stops
  /// where the network was given neither them nor labels.
  public func callAsFunction(_ x: Variable, in pass: inout LayerPass) -> Variable {
    if let shares = pass.labelShares {
      return pass.tape.multiply(
        x, pass.tape.matmul(Variable(constant: shares), pass.parameter("weight")))
    }
    guard let labels = pass.labels else { stopProcess(because: "LabelGate: no labels were given") }
    return pass.tape.labelGate(x, embedding: pass.parameter("weight"), labels: labels)
  }
}
