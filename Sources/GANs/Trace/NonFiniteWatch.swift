import TensorEngine

/// Looks at the operations of a phase for the first result that is not finite.
final class NonFiniteWatch {
  /// Ends a phase when the first was seen.
  struct Seen: Error {}

  private let run: Run
  /// Where the first came from; nil before it was seen.
  private(set) var origin: NonFiniteOrigin?
  /// Tensors by the memory that they are in, which is theirs as long as they are held here.
  private var known: [ObjectIdentifier: NamedTensor] = [:]

  /// Of a run as it is before the phase.
  init(_ run: Run) {
    self.run = run
    for tensor in Run.Role.allCases.flatMap(run.tensors) + run.batchTensors { name(tensor) }
  }

  private func name(_ tensor: NamedTensor) { known[tensor.tensor.memory.block] = tensor }

  /// Looks at an operation; after the first such result no more.
  func look(at operation: ObservedOperation) {
    guard origin == nil else { return }
    let place = operation.place
    let layers = Run.Role(rawValue: place.network).map { run.network($0).plan.layersAndHeads } ?? []
    let layer =
      place.layer.flatMap { number in
        layers.indices.contains(number)
          ? "\(place.network).\(layers[number].name ?? "layer\(number + 1)")" : nil
      } ?? "the loss"
    let operands = operation.operands.enumerated().map { index, operand in
      NamedTensor(known[operand.memory.block]?.name ?? "input \(index + 1)", operand)
    }
    let incoming = operation.incoming.map { [NamedTensor("gradient of the output", $0)] } ?? []
    for (index, result) in operation.results.enumerated() {
      guard let result else { continue }
      let name =
        operation.direction == .forward
        ? "output of \(layer), \(operation.name)" : "gradient of \(operands[index].name)"
      let named = NamedTensor(name, result)
      // A tensor of the state that is handed on keeps its name.
      if operation.direction == .forward, known[result.memory.block] == nil { self.name(named) }
      guard !result.isFinite else { continue }
      origin = NonFiniteOrigin(
        position: run.position, source: .operation(name: operation.name, operation.direction),
        layer: layer, tensor: named, inputs: incoming + operands)
      return
    }
  }
}
