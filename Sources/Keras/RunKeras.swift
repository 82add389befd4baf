import GANs
import TensorEngine

// A run and its networks in files of Keras, both ways.

extension KerasModel {
  /// The networks of a run, at whichever phase it stands.
  public init(of run: Run) throws(KerasProblem) {
    func tensors(_ network: Network) -> [String: Tensor] {
      Dictionary(
        network.parameters.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    }
    try self.init(
      kind: run.kind.name, side: run.images.side, classes: run.images.classes,
      latent: run.hyperparameters.latentWidth,
      momentum: run.statisticsMomentum ?? KerasArchitecture(kind: .acgan).momentum,
      dropout: run.hyperparameters.dropout.asWritten, generator: tensors(run.generator),
      discriminator: tensors(run.discriminator))
  }
}

extension Run {
  /// A run of the networks in Keras' files, before its first iteration. Those files hold neither
  /// optimizers nor rates, so these are the defaults of the kind.
  ///
  /// - Parameter classes: how many classes the images have, where the files do not say: a DCGAN
  ///   takes no labels.
  /// - Throws: ``GANError`` where the sizes are none that a run can have.
  public init(_ model: KerasModel, classes: Int = 10, seed: UInt64) throws(GANError) {
    let kind = model.architecture.kind.ofRun
    var hyperparameters = Hyperparameters(for: kind)
    hyperparameters.latentWidth = model.latent
    hyperparameters.dropout = Float(model.dropout)
    try self.init(
      kind: kind,
      images: ImageSpecification(
        side: model.side, classes: kind.generatorTakesLabels ? model.classes : classes),
      hyperparameters: hyperparameters, seed: seed)
    log = RunLog(built: nil)
    generator.assign(Self.parameters(model.generator, in: generator))
    discriminator.assign(Self.parameters(model.discriminator, in: discriminator))
  }

  private static func parameters(_ tensors: [String: Tensor], in network: Network) -> Parameters {
    var parameters = Parameters()
    for name in network.parameters.names { parameters[name] = tensors[name] }
    return parameters
  }

  /// The weight of the old value in the moving statistics of both networks; nil without any.
  public var statisticsMomentum: Double? {
    (generator.plan.layers + discriminator.plan.layers).lazy
      .compactMap { $0.layer as? BatchNormalization }.first?.momentum.asWritten
  }
}

extension KerasArchitecture.Kind {
  /// The kind of run that has these networks.
  fileprivate var ofRun: GANKind {
    switch self {
    case .acgan: .acgan
    case .cgan: .cgan
    case .dcgan: .dcgan
    }
  }
}

extension Float {
  /// The number that its shortest decimal digits mean, 0.8 and not 0.800000011920929.
  fileprivate var asWritten: Double { Double("\(self)") ?? Double(self) }
}
