import Formats
import GANs
import TensorEngine

// A run and its checkpoint, both ways. What a run keeps only to be looked at (the outputs of its
// layers) is left out; training does not read it.

extension Checkpoint {
  /// The whole state of a run, at whichever phase it stands.
  public init(of run: Run, dataset: Dataset? = nil, notes: JSONObject = [:]) {
    func network(_ network: Network, _ optimizer: any Optimizer) -> StoredNetwork {
      let state = optimizer.state
      return StoredNetwork(
        parameters: tensors(network.parameters),
        slots: Dictionary(uniqueKeysWithValues: state.slotNames.map { ($0, tensors(state[$0])) }),
        steps: state.step)
    }
    var notes = notes
    notes["images"] = [
      "side": .integer(run.images.side), "classes": .integer(run.images.classes),
    ]
    notes[RunLog.note] = run.log.json
    self.init(
      kind: run.kind.name, hyperparameters: run.hyperparameters.json, iteration: run.iteration,
      phase: run.phase.rawValue, seed: run.seed,
      generator: network(run.generator, run.generatorOptimizer),
      discriminator: network(run.discriminator, run.discriminatorOptimizer),
      series: run.passSeries, recordings: run.storedRecordings, dataset: dataset, notes: notes)
    pending["measurement"] = Tensor(run.measurement.numbers(of: run.kind))
    if let batch = run.batch {
      pending["batch.images"] = batch.images
      pending["batch.noise"] = batch.noise
      pendingIntegers["batch.indices"] = batch.indices
      pendingIntegers["batch.labels"] = batch.labels
      pendingIntegers["batch.fakeLabels"] = batch.fakeLabels
      pendingIntegers["batch.generatorLabels"] = batch.generatorLabels
    }
    pending["fakes"] = run.fakes
    if let update = run.pending {
      for (name, tensor) in update.gradients { pending["gradient.\(name)"] = tensor }
      for (name, tensor) in update.movedStatistics { pending["moved.\(name)"] = tensor }
    }
  }
}

private func tensors(_ parameters: Parameters) -> [String: Tensor] {
  Dictionary(parameters.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
}

extension Run {
  /// Continues from a checkpoint, bit for bit.
  ///
  /// - Parameter kinds: those that are known.
  /// - Throws: ``CheckpointProblem/unknownKind(_:known:)`` where it is of none of them,
  ///   ``CheckpointProblem/shape(name:found:wanted:)`` where a tensor is not that of its kind's
  ///   networks, ``CheckpointProblem/value(name:why:)`` where the checkpoint holds what no run can
  ///   be: a hyperparameter out of range, a phase without what it needs.
  public init(
    _ checkpoint: Checkpoint, kinds: [GANKind] = GANKind.all
  ) throws(CheckpointProblem) {
    guard let kind = GANKind.named(checkpoint.kind, in: kinds) else {
      throw .unknownKind(checkpoint.kind, known: kinds.map(\.name))
    }
    guard let phase = Phase(rawValue: checkpoint.phase) else {
      throw .value(name: "phase", why: "is `\(checkpoint.phase.prefix(40))`, which is no phase")
    }
    guard Checkpoint.counts ~= checkpoint.iteration else {
      throw .value(name: "iteration", why: "is \(checkpoint.iteration), which no run reaches")
    }
    let hyperparameters = try Hyperparameters(checkpoint.hyperparameters, of: kind)
    let sizes = checkpoint.notes["images"]
    guard let side = sizes?["side"]?.integer, let classes = sizes?["classes"]?.integer,
      let images = try? ImageSpecification(side: side, classes: classes)
    else { throw .value(name: "images", why: "lack a possible side and number of classes") }
    // Before anything is built: what a file claims must not take more memory than it has.
    try Self.check(checkpoint, kind, images, hyperparameters)
    do {
      try self.init(
        kind: kind, images: images, hyperparameters: hyperparameters, seed: checkpoint.seed)
    } catch {
      throw .value(name: "hyperparameters", why: "do not fit: \(error)")
    }
    try Self.take(checkpoint.generator, "G", &generator, &generatorOptimizer)
    try Self.take(checkpoint.discriminator, "D", &discriminator, &discriminatorOptimizer)
    iteration = checkpoint.iteration
    self.phase = phase
    log = try RunLog(checkpoint.notes[RunLog.note], of: kind, end: position)
    try take(checkpoint.series)
    try take(checkpoint.recordings)
    try takeUnfinished(checkpoint)
  }

  private static func check(
    _ checkpoint: Checkpoint, _ kind: GANKind, _ images: ImageSpecification,
    _ hyperparameters: Hyperparameters
  ) throws(CheckpointProblem) {
    let plans: (generator: NetworkPlan, discriminator: NetworkPlan)
    do {
      plans = try kind.plans(for: images, hyperparameters)
    } catch {
      throw .value(name: "hyperparameters", why: "do not fit: \(error)")
    }
    try check(checkpoint.generator, "G", plans.generator)
    try check(checkpoint.discriminator, "D", plans.discriminator)
  }

  private static func check(
    _ stored: Checkpoint.StoredNetwork, _ prefix: String, _ plan: NetworkPlan
  ) throws(CheckpointProblem) {
    let names = Set(stored.parameters.keys).symmetricDifference(plan.parameters.map(\.name))
    if let name = names.min() {
      throw .value(
        name: "\(prefix).\(name)", why: "is missing, or does not belong into a model of this kind")
    }
    for parameter in plan.parameters {
      guard let found = stored.parameters[parameter.name]?.shape, found != parameter.shape
      else { continue }
      throw .shape(name: "\(prefix).\(parameter.name)", found: found, wanted: parameter.shape)
    }
  }

  private static func take(
    _ stored: Checkpoint.StoredNetwork, _ prefix: String, _ network: inout Network,
    _ optimizer: inout any Optimizer
  ) throws(CheckpointProblem) {
    network.assign(
      try ordered(stored.parameters, network.parameters.names, network, "\(prefix)"))
    optimizer.state.step = stored.steps
    // An optimizer that has not made a step yet has empty slots, which are in no file.
    let slots = optimizer.state.slotNames
    guard stored.slots.isEmpty || Set(stored.slots.keys) == Set(slots) else {
      let other = Set(stored.slots.keys).symmetricDifference(slots).min() ?? ""
      throw .value(
        name: "\(prefix) \(other)", why: "is missing, or is none of what its optimizer keeps")
    }
    for slot in slots {
      optimizer.state[slot] = try ordered(
        stored.slots[slot] ?? [:], network.plan.trainableNames, network, "\(prefix) \(slot)")
    }
  }

  /// Tensors in a network's own order, each with the shape of its parameter.
  private static func ordered(
    _ tensors: [String: Tensor], _ names: [String], _ network: Network, _ what: String
  ) throws(CheckpointProblem) -> Parameters {
    var rest = tensors
    var result = Parameters()
    for name in names {
      guard let tensor = rest.removeValue(forKey: name) else { continue }
      guard tensor.shape == network.parameters[name]?.shape else {
        throw .value(name: "\(what) \(name)", why: "has the shape \(tensor.shape)")
      }
      result[name] = tensor
    }
    if let stranger = rest.keys.min() {
      throw .value(name: "\(what) \(stranger)", why: "belongs to no parameter that is trained")
    }
    return result
  }
}

// MARK: - The unfinished iteration

extension Run {
  private mutating func takeUnfinished(_ checkpoint: Checkpoint) throws(CheckpointProblem) {
    guard let numbers = checkpoint.pending["measurement"]?.scalars,
      let measurement = Measurement(numbers: numbers, of: kind)
    else { throw .value(name: "pending.measurement", why: "is missing or has other quantities") }
    self.measurement = measurement
    batch = try storedBatch(checkpoint)
    fakes = checkpoint.pending["fakes"]
    let imageShape = Shape([batch?.labels.count ?? 0, images.side, images.side, 1])
    if let fakes, fakes.shape != imageShape {
      throw .value(name: "pending.fakes", why: "has the shape \(fakes.shape), not \(imageShape)")
    }
    pending = try storedUpdate(checkpoint)
    let needs: [(Bool, String)] = [
      (phase != .draw && batch == nil, "batch"),
      (phase == .discriminatorFakeGradient && fakes == nil, "fakes"),
      (phase.isUpdate && pending == nil, "gradient"),
    ]
    if let (_, name) = needs.first(where: \.0) {
      throw .value(
        name: "pending.\(name)", why: "is missing, though the phase \(phase.rawValue) needs it")
    }
    guard let pending else { return }
    // The gradients are also there to be looked at, as they were when they were computed.
    if phase == .generatorUpdate {
      inspection.generatorGradients = pending.gradients
    } else {
      inspection.discriminatorGradients = pending.gradients
    }
  }

  private func storedBatch(_ checkpoint: Checkpoint) throws(CheckpointProblem) -> Batch? {
    let (tensors, integers) = (checkpoint.pending, checkpoint.pendingIntegers)
    guard let images = tensors["batch.images"] else { return nil }
    guard let noise = tensors["batch.noise"], let indices = integers["batch.indices"],
      let labels = integers["batch.labels"], let fakeLabels = integers["batch.fakeLabels"],
      let generatorLabels = integers["batch.generatorLabels"]
    else { throw .value(name: "pending.batch", why: "lacks a part") }
    let count = labels.count
    let labelCount = kind.generatorTakesLabels ? count : 0
    let side = self.images.side
    guard count >= 1, images.shape == [count, side, side, 1], indices.count == count,
      noise.shape == [count, hyperparameters.latentWidth], fakeLabels.count == labelCount,
      generatorLabels.count == labelCount
    else { throw .value(name: "pending.batch", why: "has parts that do not fit together") }
    guard
      (labels + fakeLabels + generatorLabels).allSatisfy({
        (0..<self.images.classes).contains($0)
      })
    else { throw .value(name: "pending.batch", why: "has a label that is no class") }
    guard indices.allSatisfy(Checkpoint.counts.contains) else {
      throw .value(name: "pending.batch", why: "has an index that is no image's")
    }
    return Batch(
      indices: indices, images: images, labels: labels, noise: noise, fakeLabels: fakeLabels,
      generatorLabels: generatorLabels)
  }

  private func storedUpdate(_ checkpoint: Checkpoint) throws(CheckpointProblem) -> PendingUpdate? {
    func part(_ prefix: String) -> [String: Tensor] {
      var result: [String: Tensor] = [:]
      for (name, tensor) in checkpoint.pending where name.hasPrefix(prefix) {
        result[String(name.dropFirst(prefix.count))] = tensor
      }
      return result
    }
    let gradients = part("gradient.")
    guard !gradients.isEmpty else { return nil }
    let network = phase == .generatorUpdate ? generator : discriminator
    return PendingUpdate(
      gradients: try Self.ordered(gradients, network.plan.trainableNames, network, "gradient"),
      movedStatistics: try Self.ordered(
        part("moved."), network.parameters.names, network, "moved statistic"))
  }
}

extension Phase {
  fileprivate var isUpdate: Bool { rawValue.hasSuffix(".update") }
}
