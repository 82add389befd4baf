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
