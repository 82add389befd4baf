import GANs
import TensorEngine

extension Run {
  /// A run of the networks in Keras' files, before its first iteration. Those files hold neither
  /// optimizers nor rates, so these are the defaults of the kind.
  ///
  /// - Parameter classes: how many classes the images have, where the files do not say: a DCGAN
  ///   takes no labels.
  /// - Throws: ``GANError`` where the sizes are none that a run can have.
  public init(_ model: KerasModel, classes: Int = 10, seed: UInt64) throws(GANError) {
    try self.init(
      kind: model.kind,
      images: ImageSpecification(
        side: model.images.side,
        classes: model.kind.generatorTakesLabels ? model.images.classes : classes),
      hyperparameters: model.hyperparameters, seed: seed)
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
