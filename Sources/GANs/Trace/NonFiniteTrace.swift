import TensorEngine

extension Run {
  /// Comes to a later place again, as ``replay(_:to:on:poll:observe:observer:)`` does, looks at each
  /// operation on the way, and stops at the first that gives a number that is not finite.
  ///
  /// A replay that is looked at takes about a third longer, and keeps all intermediate results of a
  /// pass in memory.
  ///
  /// - Parameters:
  ///   - log: what is done on the way, and how the run was.
  ///   - position: where to go at most.
  ///   - data: what was drawn from then.
  ///   - poll: called between operations and phases; what it throws ends the replay in between.
  ///   - observe: called after each phase.
  /// - Returns: nil where all numbers are finite up to there. Otherwise the run is left before the
  ///   phase, or after it where it was an update.
  /// - Throws: ``ReplayMismatch`` where a digest differs.
  public mutating func traceNonFinite(
    _ log: RunLog, to position: RunPosition, on data: some TrainingData,
    poll: () throws -> Void = {}, observe: (inout Run, Phase) throws -> Void = { _, _ in }
  ) throws -> NonFiniteOrigin? {
    if let tensor = firstNotFinite {
      return NonFiniteOrigin(
        position: self.position, source: .state, layer: nil, tensor: tensor, inputs: [])
    }
    while self.position < position {
      let before = self
      let watch = NonFiniteWatch(before)
      do {
        try replay(
          log, to: before.position.next, on: data,
          poll: {
            if watch.origin != nil { throw NonFiniteWatch.Seen() }
            try poll()
          }, observe: observe, observer: watch.look)
      } catch is NonFiniteWatch.Seen {}
      if let origin = watch.origin ?? origin(after: before) { return origin }
    }
    return nil
  }

  /// What a phase left behind that no operation of a pass gave.
  private func origin(after before: Run) -> NonFiniteOrigin? {
    func found(
      _ source: NonFiniteOrigin.Source, in tensors: [NamedTensor],
      layer: (String) -> String? = { _ in nil },
      inputs: (String) -> [NamedTensor] = { _ in [] }
    ) -> NonFiniteOrigin? {
      tensors.first { !$0.tensor.isFinite }.map {
        NonFiniteOrigin(
          position: before.position, source: source, layer: layer($0.name), tensor: $0,
          inputs: inputs($0.name))
      }
    }
    func owner(_ name: String) -> String {
      name.split(separator: ".").prefix(2).joined(separator: ".")
    }
    switch before.phase {
    case .draw, .generate: return found(.batch, in: batchTensors)
    case .discriminatorRealGradient, .discriminatorFakeGradient, .generatorGradient:
      return found(.movingStatistics, in: pendingTensors, layer: owner)
    case .discriminatorRealUpdate, .discriminatorFakeUpdate, .generatorUpdate:
      let role = before.phase == .generatorUpdate ? Role.generator : .discriminator
      return found(.update(role.rawValue), in: tensors(of: role), layer: owner) { name in
        // The parameter before the step, its gradient, and what the optimizer kept of it.
        let parameter = name.split(separator: ".").prefix(3).joined(separator: ".")
        return (before.tensors(of: role) + before.pendingTensors).filter {
          $0.name == parameter || $0.name.hasPrefix(parameter + ".")
        }
      }
    }
  }
}

/// Looks at the operations of a phase for the first result that is not finite.
private final class NonFiniteWatch {
  /// Ends a phase when the first was seen.
  struct Seen: Error {}

  private let run: Run
  private(set) var origin: NonFiniteOrigin?
  /// Tensors by the memory that they are in, which is theirs as long as they are held here.
  private var known: [ObjectIdentifier: NamedTensor] = [:]

  init(_ run: Run) {
    self.run = run
    for tensor in Run.Role.allCases.flatMap(run.tensors) + run.batchTensors { name(tensor) }
  }

  private func name(_ tensor: NamedTensor) { known[tensor.tensor.memory.block] = tensor }

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
