import GANs
import TensorEngine
import Testing

@Suite struct ParameterCountTests {
  /// The numbers that Keras prints for the same networks.
  @Test(arguments: [
    ("acgan", 857_705, 640, 120_075, 192), ("cgan", 1_494_520, 3584, 935_585, 0),
    ("dcgan", 856_193, 384, 393_729, 896),
  ])
  func parametersAreAsManyAsThoseOfKeras(
    name: String, generator: Int, generatorMoving: Int, discriminator: Int,
    discriminatorMoving: Int
  ) throws {
    let kind = try #require(GANKind.named(name))
    let run = try Run(
      kind: kind, images: try ImageSpecification(side: 28, classes: 10),
      hyperparameters: Hyperparameters(for: kind), seed: 1)
    #expect(run.generator.parameters.elementCount == generator)
    #expect(run.discriminator.parameters.elementCount == discriminator)
    func moving(_ network: Network) -> Int {
      network.parameters.reduce(0) {
        $0 + (network.plan.trainableNames.contains($1.name) ? 0 : $1.tensor.count)
      }
    }
    #expect(moving(run.generator) == generatorMoving)
    #expect(moving(run.discriminator) == discriminatorMoving)
  }
}
