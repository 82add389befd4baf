/// The networks of the three kinds as Keras would have them, built for given sizes.
///
/// They are the networks of the original programs, whose files are to be read and written; what
/// the engine computes is compared with them number by number in the tests.
struct KerasArchitecture: Equatable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case acgan, cgan, dcgan
  }

  var kind: Kind
  /// Height and width of the images, divisible by 4.
  var side = 28
  /// The number of classes; a DCGAN has none.
  var classes = 10
  /// The width of the noise.
  var latent = 100
  /// The weight of the old value in moving statistics.
  var momentum = 0.8
  var epsilon = 1e-3
  var slope = 0.2
  /// The rates of dropout, for exported files.
  var dropout: Double

  init(kind: Kind) {
    self.kind = kind
    dropout = kind == .cgan ? 0.4 : 0.25
  }

  /// The names of the discriminator's outputs.
  var headNames: [String] { kind == .acgan ? ["validity", "label"] : ["validity"] }

  private var normalization: KerasOperation {
    .normalization(momentum: momentum, epsilon: epsilon)
  }
  private var leaky: KerasOperation { .leakyReLU(slope: slope) }
  private var drop: KerasOperation { .dropout(rate: dropout) }

  private func layers(_ operations: [KerasOperation]) -> [KerasNetwork.Layer] {
    operations.map { .init(name: "", group: "", operation: $0) }
  }

  private func gate(width: Int, before: [KerasOperation]) -> KerasNetwork.Gate {
    .init(
      embedding: .init(
        name: "", group: "", operation: .embedding(classes: classes, width: width)),
      before: layers(before))
  }

  var generator: KerasNetwork {
    let base = side / 4
    let operations: [KerasOperation] =
      switch kind {
      case .acgan:
        [.dense(units: base * base * 128), .relu, .reshape([base, base, 128]), normalization]
          + [.upsampling, .convolution(filters: 128, stride: 1), .relu, normalization]
          + [.upsampling, .convolution(filters: 64, stride: 1), .relu, normalization]
          + [.convolution(filters: 1, stride: 1), .tanh]
      case .dcgan:
        [.dense(units: base * base * 128), .relu, .reshape([base, base, 128])]
          + [.upsampling, .convolution(filters: 128, stride: 1), normalization, .relu]
          + [.upsampling, .convolution(filters: 64, stride: 1), normalization, .relu]
          + [.convolution(filters: 1, stride: 1), .tanh]
      case .cgan:
        [256, 512, 1024].flatMap { [.dense(units: $0), leaky, normalization] }
          + [.dense(units: side * side), .tanh, .reshape([side, side, 1])]
      }
    return KerasNetwork(
      inputShape: [latent], gate: kind == .dcgan ? nil : gate(width: latent, before: []),
      trunk: layers(operations), heads: [])
  }

  var discriminator: KerasNetwork {
    let image = [side, side, 1]
    func convolution(_ filters: Int, _ stride: Int) -> KerasOperation {
      .convolution(filters: filters, stride: stride)
    }
    switch kind {
    case .acgan:
      return KerasNetwork(
        inputShape: image, gate: nil,
        trunk: layers(
          [convolution(16, 2), leaky, drop, convolution(32, 2), .zeroPadding, leaky, drop]
            + [normalization, convolution(64, 2), leaky, drop, normalization]
            + [convolution(128, 1), leaky, drop, .flatten]),
        heads: [
          layers([.dense(units: 1), .sigmoid]), layers([.dense(units: classes), .softmax]),
        ])
    case .dcgan:
      return KerasNetwork(
        inputShape: image, gate: nil,
        trunk: layers(
          [convolution(32, 2), leaky, drop, convolution(64, 2), .zeroPadding]
            + [normalization, leaky, drop, convolution(128, 2), normalization, leaky, drop]
            + [convolution(256, 1), normalization, leaky, drop]
            + [.flatten, .dense(units: 1), .sigmoid]),
        heads: [])
    case .cgan:
      return KerasNetwork(
        inputShape: image, gate: gate(width: side * side, before: [.flatten]),
        trunk: layers(
          [.dense(units: 512), leaky, .dense(units: 512), leaky, drop]
            + [.dense(units: 512), leaky, drop, .dense(units: 1), .sigmoid]),
        heads: [])
    }
  }

  /// The kind and sizes of two networks that were read, each layer compared with what it must be.
  static func recognize(
    generator: KerasNetwork, discriminator: KerasNetwork
  ) throws(KerasProblem) -> KerasArchitecture {
    let isConvolutional = generator.trunk.contains { $0.operation == .upsampling }
    var architecture = KerasArchitecture(
      kind: generator.gate == nil ? .dcgan : isConvolutional ? .acgan : .cgan)
    guard isConvolutional || generator.gate != nil else { throw .unknownKind }
    for layer in generator.trunk {
      switch layer.operation {
      case .reshape(let shape) where shape.count == 3:
        architecture.side = architecture.kind == .cgan ? shape[0] : 4 * shape[0]
      case .normalization(let momentum, _): architecture.momentum = momentum
      default: break
      }
    }
    if case .embedding(let classes, let width) = generator.gate?.embedding.operation {
      architecture.classes = classes
      architecture.latent = width
    } else if let latent = generator.inputShape.first {
      architecture.latent = latent
    }
    if let dropped = discriminator.trunk.lazy.compactMap({ layer -> Double? in
      if case .dropout(let rate) = layer.operation { rate } else { nil }
    }).first {
      architecture.dropout = dropped
    }
    try compare(generator, architecture.generator, "generator of this kind")
    try compare(discriminator, architecture.discriminator, "discriminator of this kind")
    return architecture
  }

  private static func compare(
    _ found: KerasNetwork, _ expected: KerasNetwork, _ network: String
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
    try compare(found.trunk, expected.trunk, network, after: 0)
    guard found.heads.count == expected.heads.count else {
      throw .architecture(
        network: network, position: found.trunk.count,
        found: "an end with \(max(1, found.heads.count)) outputs",
        expected: "\(max(1, expected.heads.count)) outputs")
    }
    for (a, b) in zip(found.heads, expected.heads) {
      try compare(a, b, network, after: found.trunk.count)
    }
  }

  private static func compare(
    _ found: [KerasNetwork.Layer], _ expected: [KerasNetwork.Layer], _ network: String,
    after offset: Int
  ) throws(KerasProblem) {
    // Dropout does nothing outside training, and some programs leave it out of what they save.
    func operations(_ layers: [KerasNetwork.Layer]) -> [KerasOperation] {
      layers.map(\.operation).filter { if case .dropout = $0 { false } else { true } }
    }
    let (a, b) = (operations(found), operations(expected))
    for index in 0..<max(a.count, b.count) {
      guard index < a.count, index < b.count, a[index].matches(b[index]) else {
        throw .architecture(
          network: network, position: offset + index + 1,
          found: index < a.count ? "\(a[index])" : "missing",
          expected: index < b.count ? "\(b[index])" : "nothing more")
      }
    }
  }
}
