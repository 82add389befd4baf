import GANs
import TensorEngine

/// Two networks that were read, as those of a kind of GAN for given sizes: each layer compared with
/// what the plan of the kind has there.
struct KerasRecognition {
  let kind: GANKind
  let images: ImageSpecification
  /// The width of the noise and the rate of dropout are those of the files.
  let hyperparameters: Hyperparameters
  let plans: (generator: NetworkPlan, discriminator: NetworkPlan)
  /// What the plans are in Keras, with the engine's names.
  let networks: (generator: KerasNetwork, discriminator: KerasNetwork)

  /// The number of classes where nothing says it: a GAN without labels.
  private static let usualClasses = 10

  private struct Mismatch {
    let problem: KerasProblem
    /// How far the networks were as they should be.
    let depth: Int
  }

  /// Of the kinds whose plans are not like the networks, the one that is most like them tells what
  /// is wrong.
  ///
  /// - Throws: ``KerasProblem``: that of the kind, or ``KerasProblem/unknownKind(known:)``.
  init(
    generator: KerasNetwork, discriminator: KerasNetwork, kinds: [GANKind]
  ) throws(KerasProblem) {
    var best = Mismatch(problem: .unknownKind(known: kinds.map(\.name)), depth: 0)
    for kind in kinds {
      guard
        let candidate = try Self(generator: generator, discriminator: discriminator, as: kind)
      else { continue }
      guard
        let mismatch = candidate.mismatch(generator: generator, discriminator: discriminator)
      else {
        self = candidate
        return
      }
      if mismatch.depth > best.depth { best = mismatch }
    }
    throw best.problem
  }

  /// The kind for the sizes of the files; nil for one that Keras cannot have, or that makes no
  /// images like these.
  private init?(
    generator: KerasNetwork, discriminator: KerasNetwork, as kind: GANKind
  ) throws(KerasProblem) {
    var (latent, classes) = (generator.inputShape.first, Self.usualClasses)
    if case .embedding(let count, let width) = generator.gate?.embedding.operation {
      (latent, classes) = (width, count)
    }
    guard let latent, let side = generator.imageSide else { return nil }
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.latentWidth = latent
    let dropped = discriminator.operations.lazy.compactMap { operation -> Double? in
      if case .dropout(let rate) = operation { rate } else { nil }
    }
    if let rate = dropped.first { hyperparameters.dropout = Float(rate) }
    do throws(GANError) {
      images = try ImageSpecification(side: side, classes: classes)
      try hyperparameters.validate()
    } catch {
      throw .sizes(error)
    }
    guard let plans = try? kind.plans(for: images, hyperparameters),
      let fake = try? KerasNetwork(plans.generator, of: kind.objective),
      let judge = try? KerasNetwork(plans.discriminator, of: kind.objective)
    else { return nil }
    self.kind = kind
    self.hyperparameters = hyperparameters
    self.plans = plans
    networks = (fake, judge)
  }

  private func mismatch(generator: KerasNetwork, discriminator: KerasNetwork) -> Mismatch? {
    // Any momentum is taken over, as long as it is one.
    let momentum = generator.momentum ?? discriminator.momentum
    var depth = 0
    do throws(KerasProblem) {
      try Self.compare(
        generator, networks.generator, momentum, "generator of the kind \(kind.name)", &depth)
      try Self.compare(
        discriminator, networks.discriminator, momentum,
        "discriminator of the kind \(kind.name)", &depth)
      return nil
    } catch {
      return Mismatch(problem: error, depth: depth)
    }
  }

  private static func compare(
    _ found: KerasNetwork, _ expected: KerasNetwork, _ momentum: Double?, _ network: String,
    _ depth: inout Int
  ) throws(KerasProblem) {
    guard found.gate?.embedding.operation == expected.gate?.embedding.operation,
      found.gate?.before.map(\.operation) == expected.gate?.before.map(\.operation)
    else {
      func text(_ gate: KerasNetwork.Gate?) -> String {
        gate.map { "\($0.embedding.operation)" } ?? "no label as input"
      }
      throw .architecture(
        network: network, position: 0, found: text(found.gate), expected: text(expected.gate))
    }
    guard found.inputShape.isEmpty || found.inputShape == expected.inputShape else {
      throw .architecture(
        network: network, position: 0,
        found: "an input of the shape \(found.inputShape.prefix(8))",
        expected: "\(expected.inputShape)")
    }
    depth += 1
    try compare(found.trunk, expected.trunk, momentum, network, after: 0, &depth)
    guard found.heads.count == expected.heads.count else {
      throw .architecture(
        network: network, position: found.trunk.count,
        found: "an end with \(max(1, found.heads.count)) outputs",
        expected: "\(max(1, expected.heads.count)) outputs")
    }
    for (a, b) in zip(found.heads, expected.heads) {
      try compare(a, b, momentum, network, after: found.trunk.count, &depth)
    }
  }

  private static func compare(
    _ found: [KerasNetwork.Layer], _ expected: [KerasNetwork.Layer], _ momentum: Double?,
    _ network: String, after offset: Int, _ depth: inout Int
  ) throws(KerasProblem) {
    // Dropout does nothing outside training, and some programs leave it out of what they save.
    func operations(_ layers: [KerasNetwork.Layer]) -> [KerasOperation] {
      layers.map(\.operation).filter { if case .dropout = $0 { false } else { true } }
    }
    let a = operations(found)
    let b = operations(expected).map { operation in
      guard let momentum, case .normalization(_, let epsilon) = operation else { return operation }
      return KerasOperation.normalization(momentum: momentum, epsilon: epsilon)
    }
    for index in 0..<max(a.count, b.count) {
      guard index < a.count, index < b.count, a[index].matches(b[index]) else {
        throw .architecture(
          network: network, position: offset + index + 1,
          found: index < a.count ? "\(a[index])" : "missing",
          expected: index < b.count ? "\(b[index])" : "nothing more")
      }
      depth += 1
    }
  }
}
