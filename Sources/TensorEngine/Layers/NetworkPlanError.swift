/// Why layers make no network.
public enum NetworkPlanError: Error, Equatable, Sendable {
  /// The input has no extent, or one that is not above 0.
  case impossibleInput(extents: [Int])
  /// A layer cannot take what comes in.
  ///
  /// - Parameters:
  ///   - layer: its name, or its number from 1 where it has none.
  ///   - operation: its type.
  ///   - wanted: what it takes, without the batch.
  ///   - found: what comes in, without the batch.
  case unfitInput(layer: String, operation: String, wanted: String, found: Shape)
  /// A layer gives nothing, or another number of images than it gets.
  case impossibleOutput(layer: String, operation: String, input: Shape, output: Shape)
  /// Two layers, heads or parameters of a layer have one name; the operation is the second's.
  case sameName(String, operation: String)
  /// A name that is none: a letter, then letters, digits and underscores make one.
  case badName(String)
  /// A layer without a kind, which has no name, has parameters.
  case namelessParameters(layer: String, operation: String)
}

extension NetworkPlanError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .impossibleInput(let extents):
      "an input of \(extents): it needs extents above 0"
    case .unfitInput(let layer, let operation, let wanted, let found):
      "\(layer): \(operation) takes \(wanted), but \(found) comes in"
    case .impossibleOutput(let layer, let operation, let input, let output):
      "\(layer): \(operation) makes \(output) of one input of \(input)"
    case .sameName(let name, let operation):
      "\(name): \(operation) has a name that is there already"
    case .badName(let name):
      "`\(name.prefix(40))` is no name: a letter, then letters, digits and underscores"
    case .namelessParameters(let layer, let operation):
      "\(layer): \(operation) has parameters, so it needs a `kind` to be named after"
    }
  }
}
