import TensorEngine

/// A tensor by its name in the language: `G.conv2.weight`, `D.bn1.gamma.v`, `batch.fakes`.
public struct NamedTensor: Sendable {
  /// Its name.
  public let name: String
  /// Its numbers.
  public let tensor: Tensor

  init(_ name: String, _ tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }

  /// Where its first number is that is not finite, an index for each axis; nil where all are finite.
  public var firstNotFinite: [Int]? {
    guard !tensor.isFinite, let offset = tensor.scalars.firstIndex(where: { !$0.isFinite }) else {
      return nil
    }
    var rest = offset
    var indices: [Int] = []
    for extent in tensor.shape.extents.reversed() {
      indices.append(rest % extent)
      rest /= extent
    }
    return indices.reversed()
  }
}

extension Run {
  /// The first tensor of the state with a number that is not finite; nil where there is none.
  public var firstNotFinite: NamedTensor? {
    for role in Role.allCases {
      if let found = tensors(of: role).first(where: { !$0.tensor.isFinite }) { return found }
    }
    return (pendingTensors + batchTensors).first { !$0.tensor.isFinite }
  }

  /// Whether nothing that it is or has shown is NaN or infinite.
  public var hasOnlyFiniteNumbers: Bool {
    measurement.isFinite && history.allSatisfy(\.isFinite) && firstNotFinite == nil
  }

  /// Parameters of a network, moving statistics included, and what its optimizer keeps.
  func tensors(of role: Role) -> [NamedTensor] {
    let state = optimizer(role).state
    let kinds =
      [("", network(role).parameters)] + state.slotNames.map { (".\($0)", state[$0]) }
    return kinds.flatMap { suffix, parameters in
      parameters.map { NamedTensor("\(role.rawValue).\($0.name)\(suffix)", $0.tensor) }
    }
  }

  /// Gradients that are not applied yet, and statistics that have not moved.
  var pendingTensors: [NamedTensor] {
    guard let pending else { return [] }
    let network = phase == .generatorUpdate ? "G" : "D"
    return pending.gradients.map { NamedTensor("\(network).\($0.name).grad", $0.tensor) }
      + pending.movedStatistics.map { NamedTensor("\(network).\($0.name)", $0.tensor) }
  }

  /// What the batch is made of, and the fakes.
  var batchTensors: [NamedTensor] {
    [("batch.images", batch?.images), ("batch.noise", batch?.noise), ("batch.fakes", fakes)]
      .compactMap { name, tensor in tensor.map { NamedTensor(name, $0) } }
  }
}
