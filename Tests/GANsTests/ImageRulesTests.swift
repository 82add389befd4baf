import GANs
import TensorEngine
import Testing

/// Images of two classes: dark ones, and bright ones.
private struct TwoClasses: TrainingData {
  let imageCount = 64
  let imageSide = 8
  let classCount = 2
  private let pixels: Tensor

  init() {
    var random = RandomStream(seed: 0, purpose: .user)
    let noise = random.uniform(-0.3, 0.3, shape: [64, 8, 8, 1])
    let level = Tensor((0..<64).map { $0.isMultiple(of: 2) ? -0.6 : 0.6 }, shape: [64, 1, 1, 1])
    pixels = noise + level
  }

  func images(at indices: [Int]) -> Tensor {
    Tensor(concatenating: indices.map { pixels.rows($0..<$0 + 1) })
  }

  func labels(at indices: [Int]) -> [Int] { indices.map { $0 % 2 } }
}

/// Black images of ten classes with one white pixel each, another one in each of a class.
private struct SinglePixels: TrainingData {
  let imagesPerClass: Int
  var imageCount: Int { 10 * imagesPerClass }
  let imageSide = 8
  let classCount = 10

  func images(at indices: [Int]) -> Tensor {
    let pixels = indices.flatMap { index in (0..<64).map { $0 == index / 10 ? Float(1) : -1 } }
    return Tensor(pixels, shape: [indices.count, 8, 8, 1])
  }

  func labels(at indices: [Int]) -> [Int] { indices.map { $0 % 10 } }
}

/// Each rule at a state where it fails and at one where it does not.
@Suite struct ImageRulesTests {
  /// A run whose fakes are as many-coloured as they can be: the weights of its last layer are huge.
  private func colourful(_ kind: GANKind = .acgan) throws -> Run {
    var run = try smallRun(kind, seed: 2)
    // Until the moving means are those of the batches: what they are off would be the same everywhere.
    for _ in 0..<30 { try run.iterate(on: RandomImages()) }
    run.iteration = 2000
    let weight = try #require(run.generator.parameters["conv3.weight"])
    run.generator.parameters["conv3.weight"] = weight * 1e5
    return run
  }

  @Test func saturation() throws {
    #expect(try finding("saturation", try trained()).verdict == .passes)
    let found = try finding("saturation", try colourful())
    #expect(found.fails && found.measures.first?.place == "fakes")
  }

  @Test(arguments: [(Float(-100), "fakes, black"), (100, "fakes"), (0, "fakes")])
  func blank(bias: Float, place: String) throws {
    var run = try trained()
    run.generator.parameters["conv3.bias"] = Tensor([bias])
    let weight = try #require(run.generator.parameters["conv3.weight"])
    run.generator.parameters["conv3.weight"] = weight * 0
    let found = try finding("blank", run)
    #expect(found.measures == [HealthRule.Measure(place, 1)] && found.fails)
    #expect(try finding("blank", try colourful()).verdict == .passes)
  }

  /// Where the noise of a class is multiplied by 0, all of its fakes are the same.
  @Test func collapse() throws {
    var run = try colourful()
    #expect(try finding("collapse", run).verdict == .passes)
    var embedding = try #require(run.generator.parameters["embedding.weight"])
    let width = embedding.shape[1]
    embedding.withUnsafeMutableBuffer {
      for index in 3 * width..<4 * width { $0[index] = 0 }
    }
    run.generator.parameters["embedding.weight"] = embedding
    let found = try finding("collapse", run)
    #expect(found.failures == [HealthRule.Measure("class 3", 0)])
    #expect(found.measures.count == 10)
    #expect(
      try finding("collapse", run, on: nil).verdict == .notApplicable("no data to compare with"))
    run.iteration = 499
    #expect(try finding("collapse", run).verdict == .notApplicable("judged from iteration 500 on"))
  }

  /// A kind without labels has one group; one whose discriminator takes them has each class.
  @Test func collapseOfOtherKinds() throws {
    let measures = try finding("collapse", try colourful(.dcgan)).measures
    #expect(measures.map(\.place) == ["fakes"])
    #expect(try finding("collapse", try trained(.cgan)).measures.count == 10)
  }

  @Test func labels() throws {
    var run = try trained()
    // Whatever it sees, D says 7.
    run.discriminator.parameters["label.bias"] = Tensor([0, 0, 0, 0, 0, 0, 0, 1e3, 0, 0])
    let found = try finding("labels", run)
    #expect(found.measures.last == HealthRule.Measure("class 7", 1))
    // No image right is less than the tenth of guessing: (0 - 0.1) / (1 - 0.1).
    #expect(found.failures.count == 9)
    #expect(found.failures.allSatisfy { abs($0.value + 1.0 / 9) < 1e-12 })
    for kind in [GANKind.cgan, .dcgan] {
      #expect(
        try finding("labels", try trained(kind)).verdict == .notApplicable("D has no label head"))
    }
  }

  /// Both networks soon agree on two classes that are as different as can be.
  @Test func labelsThatAreLearned() throws {
    var hyperparameters = Hyperparameters(for: .acgan)
    hyperparameters.batch = 8
    hyperparameters.latentWidth = 8
    var run = try Run(
      kind: .acgan, images: try ImageSpecification(side: 8, classes: 2),
      hyperparameters: hyperparameters, seed: 4)
    for _ in 0..<300 { try run.iterate(on: TwoClasses()) }
    run.iteration = 1000
    let found = try finding("labels", run, on: TwoClasses())
    #expect(found.verdict == .passes, "\(found.measures)")
  }

  /// Any two of the real images are as far from each other: repeats of them are not compared.
  @Test func realImagesAreComparedOnce() throws {
    let run = try colourful()
    let two = try finding("collapse", run, on: SinglePixels(imagesPerClass: 2)).measures
    #expect(two.count == 10)
    #expect(try finding("collapse", run, on: SinglePixels(imagesPerClass: 6)).measures == two)
  }
}
